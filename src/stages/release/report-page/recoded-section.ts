import { countText, figureText, type Html, html, shareText, table } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';

type Recoded = NonNullable<SegmentationReport['recoded']>;

interface Figure {
  readonly name: string;
  readonly value: string;
  readonly target: string;
  readonly says: string;
}

/** The k-anonymous table beside the segments: how it reads, what an outsider could single out, what it costs. */
export function recodedSection({ recoded }: SegmentationReport): Html | null {
  if (!recoded) return null;
  const { columns, masked, risk, statement } = recoded;
  const names = columns.map(({ name }) => name).join(', ');
  return html`<h3>k-anonymous table</h3>
<p>A table of ${names || 'no column'} and the segment, one row for each person, without pseudonyms. It is ${statement}: people who look alike may share what is true of all of them, and other data may tell them apart.</p>
${masked.length === 0 ? null : html`<p>Not in the table, because a policy masks it: ${masked.join(', ')}.</p>`}
${
  risk === null
    ? html`<p>There is no table: ${whyText(recoded.why)}.</p>`
    : html`${howRead(recoded)}${table({
        caption: 'What an outsider could single out in the k-anonymous table, and what it costs',
        columns: [
          { title: 'Measure', cell: ({ name }) => name },
          { title: 'Value', kind: 'number', cell: ({ value }) => value },
          { title: 'Target', kind: 'number', cell: ({ target }) => target },
          { title: 'In plain words', cell: ({ says }) => says },
        ],
        rows: [...riskFigures(recoded, risk), ...costFigures(recoded)],
      })}`
}`;
}

function howRead({ columns, method }: Recoded): Html {
  if (method === 'partition') {
    return html`<p>People who are near each other form a class, and each class reads the narrowest values that cover it.</p>`;
  }
  const levels = columns.map(({ name, level, levels: of }) => `${name} ${level} of ${(of ?? 1) - 1}`).join(', ');
  return html`<p>Every value of a column is coarsened alike. Level by column, 0 being the finest: ${levels}.</p>`;
}

const WHY: Readonly<Record<string, string>> = {
  TARGETS_NOT_REACHED: 'however coarse the columns, too many people would have to be left out',
  EVERY_COLUMN_MASKED: 'a policy masks each of its columns',
  NO_ROWS_UNDER_NOISE: 'a policy asks for noise, and under noise no row leaves',
  COMBINATIONS_TOO_MANY: 'there are more distinct combinations of values than are searched',
  LATTICE_TOO_LARGE: 'the levels of the columns combine in more ways than are searched',
  SEARCH_TOO_LONG: 'the search would take longer than it may',
};

function whyText(why: string | null): string {
  return WHY[why ?? ''] ?? `${why}`;
}

function riskFigures({ targets }: Recoded, risk: NonNullable<Recoded['risk']>): readonly Figure[] {
  const left = `${countText(risk.suppressed)} (${share(risk.suppressedShare)})`;
  return [
    figure(
      'k with the segment',
      countText(risk.kWithSegment),
      'people at least who share all that their rows read',
      atLeast(targets.k),
    ),
    figure('k', countText(risk.k), 'the same for an outsider who does not know the segment'),
    figure(
      'Distinct segments (l)',
      countText(risk.distinctL),
      'the fewest segments among people who look alike: 1 gives the segment away',
      atLeast(targets.l),
    ),
    figure('Entropy l', real(risk.entropyL), 'the same, where rare segments count for less'),
    figure(
      'Largest segment share',
      share(risk.largestSegmentShare),
      'the largest part of people who look alike in one segment: 100 % gives it away',
    ),
    figure(
      't',
      real(risk.t),
      'how far the segments of people who look alike differ from those of all in the table (0 to 1)',
      targets.t === null ? 'none' : `at most ${targets.t} before anybody is left out`,
    ),
    figure('Highest risk', share(risk.highestRisk), 'the chance of naming somebody among the fewest who look alike'),
    figure('Average risk', share(risk.averageRisk), 'that chance for an average person'),
    figure('People', countText(risk.people), `rows of the table, in ${countText(risk.classes)} groups that look alike`),
    figure(
      'Left out',
      left,
      'people who would stand out, and a group with them where they alone could be told',
      `at most ${shareText(targets.suppressionMax)}`,
    ),
  ];
}

function costFigures({ utility }: Recoded): readonly Figure[] {
  if (utility === null) return [];
  return [
    figure(
      'Entropy lost',
      shareText(utility.entropyShare),
      'of what the columns say about people, before to after (non-uniform entropy)',
    ),
    figure('Loss', shareText(utility.loss), 'how many of the other values an average entry could also be'),
    figure('People of a group on average', real(utility.averageClassSize), 'how many look alike'),
    figure('Discernibility', countText(utility.discernibility), 'how many others each person is mixed with, summed'),
  ];
}

function figure(name: string, value: string, says: string, target = 'none'): Figure {
  return { name, value, target, says };
}

function atLeast(value: number): string {
  return `at least ${countText(value)}`;
}

function share(value: number | null): string {
  return value === null ? 'none' : shareText(value);
}

function real(value: number | null): string {
  return value === null ? 'none' : figureText(value);
}
