import { countText, figureText, shareText } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';

type Mitigation = NonNullable<SegmentationReport['mitigation']>;

/** What was done with people by their group and what it cost: a title and a sentence. */
export function mitigationText(mitigation: Mitigation): readonly [string, string] {
  switch (mitigation.kind) {
    case 'reassignment':
      return ['Reassigned by group', reassigned(mitigation)];
    case 'residualisation':
      return ['Numbers freed of a trait', freed(mitigation)];
    case 'reweighing':
      return [
        'Sample drawn by group',
        `by ${mitigation.trait}, so that groups and the segments of a first fit were independent in it: it counts for ${shareText(mitigation.effective)} of its people`,
      ];
    case 'socially-fair-centres':
      return ['Centres for the worst served group', served(mitigation)];
  }
}

type Of<K extends Mitigation['kind']> = Extract<Mitigation, { kind: K }>;

function reassigned({ trait, ratioMin, moved, inertia }: Of<'reassignment'>): string {
  const people = moved === null ? 'a few people' : `${countText(moved)} people`;
  const far = inertia.before === 0 ? '' : `, now ${times(inertia)} times as far (squared) from the centres`;
  return `by ${trait}, to a ratio of at least ${ratioMin}: ${people} are in another segment than the nearest${far}`;
}

function freed({ trait, columns }: Of<'residualisation'>): string {
  const each = columns.map(({ column, told: [before, after], kept }) => {
    return `${column} (between groups ${share(before)}, now ${share(after)}; ${share(kept)} of its variance is left)`;
  });
  return `of ${trait}: everybody counts as the person at the same place among all. ${each.join('; ')}`;
}

function served({ trait, socialCost, inertia }: Of<'socially-fair-centres'>): string {
  const from = `${figureText(socialCost.before)} to ${figureText(socialCost.after)}`;
  const all = inertia.before === 0 ? '' : `; everybody together stands ${times(inertia)} times as far`;
  return `by ${trait}: the mean squared distance of the group that is described worst goes from ${from}${all}`;
}

function times({ before, after }: { readonly before: number; readonly after: number }): string {
  return (after / before).toFixed(2);
}

function share(value: number | null): string {
  return value === null ? 'nothing' : shareText(value);
}
