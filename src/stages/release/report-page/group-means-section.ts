import { countText, figureText, type Html, html, intervalText, shareText, table } from '../../../documents/index.js';
import type { Trait } from './wording.js';

type Figures = NonNullable<Trait['figures']>;

/** What people get, how well their segment describes them, and whether people alike are treated alike, by group. */
export function groupMeans(of: Trait): Html | null {
  const { trait, figures } = of;
  if (figures === null) return null;
  const { benefit, distance, consistency } = figures;
  return html`${benefit && benefitPart(of, benefit)}${distance && distancePart(trait, distance)}${consistency && consistencyPart(trait, consistency)}`;
}

interface GroupMean {
  readonly group: string;
  readonly people: number | null;
  readonly mean: number | null;
  readonly interval: readonly [number, number] | null;
}

interface Shown {
  readonly caption: string;
  readonly of: string;
  readonly text: (value: number) => string;
}

function meansTable(rows: readonly GroupMean[], { caption, of, text }: Shown): Html {
  return table({
    caption,
    columns: [
      { title: 'Group', cell: ({ group }) => group },
      { title: 'People', kind: 'number', cell: ({ people }) => (people === null ? 'hidden' : countText(people)) },
      { title: of, kind: 'number', cell: ({ mean, people }) => (mean === null ? missing(people) : text(mean)) },
      {
        title: 'Interval',
        kind: 'number',
        cell: ({ interval, people }) =>
          interval === null ? missing(people) : `${text(interval[0])} to ${text(interval[1])}`,
      },
    ],
    rows: [...rows].sort((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity)),
  });
}

function missing(people: number | null): string {
  return people === null ? 'hidden' : 'none';
}

function benefitPart({ trait, benefit: limit }: Trait, benefit: NonNullable<Figures['benefit']>): Html {
  const { furthest, ratio, ratioInterval, difference, generalisedEntropy, betweenGroups } = benefit;
  const apart =
    furthest === null || difference === null
      ? 'How far groups are apart is hidden, or there is one group alone.'
      : `On average ${furthest[0]} get ${figureText(difference)} less than ${furthest[1]}${ratio === null ? '' : `, ${figureText(ratio)} times as much`}${ratioInterval === null ? '' : ` (${intervalText(ratioInterval)})`}.`;
  const between =
    generalisedEntropy === null || betweenGroups === null || generalisedEntropy === 0
      ? ''
      : ` Of all inequality between people, ${shareText(betweenGroups / generalisedEntropy)} lies between these groups (generalised entropy ${figureText(generalisedEntropy)}).`;
  return html`<p>What people get, by the values that the purpose gives its segments. ${apart}${between}${limit === null ? ' No limit is set for it; it gives no verdict.' : null}</p>
${meansTable(benefit.groups, { caption: `Mean benefit by ${trait}, lowest first`, of: 'Mean benefit', text: figureText })}`;
}

function distancePart(trait: string, distance: NonNullable<Figures['distance']>): Html {
  const { group, ratio } = distance;
  const worst =
    group === null || ratio === null
      ? ''
      : ` ${group} are described worst; the best described group is ${figureText(ratio)} times as far away.`;
  return html`<p>How well segments describe people: the mean squared distance to the centre of the own segment, on the scale of the model. A larger number is a worse fit.${worst}</p>
${meansTable(distance.groups, { caption: `Mean squared distance by ${trait}`, of: 'Mean squared distance', text: figureText })}`;
}

function consistencyPart(trait: string, consistency: NonNullable<Figures['consistency']>): Html {
  const { neighbours, share, lowest, difference } = consistency;
  const whole = share === null ? '' : ` Over everybody it is ${shareText(share)}.`;
  const apart =
    lowest === null || difference === null
      ? ''
      : ` It is lowest for ${lowest}, by ${figureText(difference * 100)} points.`;
  const rows = consistency.groups.map(({ group, people, share: mean, interval }) => ({
    group,
    people,
    mean,
    interval,
  }));
  return html`<p>Whether people who are alike land in one segment: of the ${String(neighbours)} people most like a person by the granted numbers, the share in the same segment, looked at for a sample.${whole}${apart}</p>
${meansTable(rows, { caption: `Neighbours in the same segment by ${trait}, lowest first`, of: 'Mean share', text: shareText })}`;
}
