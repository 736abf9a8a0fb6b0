import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { closed, Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { measuresError } from '../measures.errors.js';

/** One value of a generalised attribute, and what it stands for. */
export interface GeneralisedValue {
  /** How many values of the domain it covers, or for a number the width of its interval. */
  readonly covers: number;
  /** People by the original value that was generalised to this one. */
  readonly originals: readonly number[];
}

/** What became of a table: each attribute with its values, and people of whom nothing is left. */
export interface GeneralisedTable {
  readonly attributes: readonly {
    readonly name: string;
    /** All values of the domain, or the width of its range. */
    readonly domain: number;
    readonly values: readonly GeneralisedValue[];
  }[];
  readonly suppressed: number;
  readonly classes: number;
  /** The class size that was asked for. */
  readonly kMin: number;
}

const Share = Type.Number({ minimum: 0, maximum: 1 });

/** What `informationLoss` gives; shares of what could be lost, null where nobody is there. */
export const InformationLossSchema = Type.Object(
  {
    /** Normalised certainty penalty: 0 as it was, 1 where nothing is left; suppressed people count as 1. */
    certaintyPenalty: Type.Union([Share, Type.Null()]),
    /** Non-uniform entropy as a share of that of a table without any value. */
    entropy: Type.Union([Share, Type.Null()]),
    /** People per class over the class size asked for; 1 is the best. */
    averageClassSize: Real,
    suppressedShare: Type.Union([Share, Type.Null()]),
    attributes: Type.Array(
      Type.Object(
        {
          attribute: Type.String(),
          certaintyPenalty: Type.Union([Share, Type.Null()]),
          entropy: Type.Union([Share, Type.Null()]),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type InformationLoss = Readonly<Static<typeof InformationLossSchema>>;

/** How much of what a table said is gone after generalising and suppressing. */
export function informationLoss({ attributes, suppressed, classes, kMin }: GeneralisedTable): InformationLoss {
  const kept = attributes.map(({ values }) => peopleOf(values));
  const people = kept[0] ?? 0;
  if (kept.some((count) => count !== people)) throw uneven();
  const all = people + suppressed;
  const each = attributes.map((attribute) => ({
    attribute: attribute.name,
    certaintyPenalty: all === 0 ? null : (penaltyOf(attribute) + suppressed) / all,
    entropy: entropyShare(attribute, suppressed),
  }));
  return frozen({
    certaintyPenalty: meanOf(each.map(({ certaintyPenalty }) => certaintyPenalty)),
    entropy: meanOf(each.map(({ entropy }) => entropy)),
    averageClassSize: classes === 0 ? null : people / classes / kMin,
    suppressedShare: all === 0 ? null : suppressed / all,
    attributes: each,
  });
}

type Attribute = GeneralisedTable['attributes'][number];

function peopleOf(values: readonly GeneralisedValue[]): number {
  return values.reduce((sum, { originals }) => sum + originals.reduce((all, one) => all + one, 0), 0);
}

// A value that covers itself alone has lost nothing.
function penaltyOf({ values, domain }: Attribute): number {
  return values.reduce((sum, value) => {
    const share = value.covers <= 1 && domain >= 1 ? 0 : Math.min(1, value.covers / domain);
    return sum + share * peopleOf([value]);
  }, 0);
}

// What is not told of an original is -log of its share among those that look alike; of a suppressed one, among all.
function entropyShare({ values }: Attribute, suppressed: number): number | null {
  const people = peopleOf(values);
  if (people + suppressed === 0) return null;
  const lost = values.reduce((sum, { originals }) => sum + untold(originals), 0);
  const most = untold(values.flatMap(({ originals }) => [...originals]));
  if (most === 0) return suppressed === 0 ? 0 : suppressed / (people + suppressed);
  return (lost / most) * (people / (people + suppressed)) + suppressed / (people + suppressed);
}

function untold(originals: readonly number[]): number {
  const all = originals.reduce((sum, one) => sum + one, 0);
  return originals.reduce((sum, one) => sum - (one === 0 ? 0 : one * Math.log2(one / all)), 0);
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function uneven() {
  return measuresError('COUNTS_INVALID', {
    found: 'attributes with different numbers of people',
    expected: 'everybody who is kept, in every attribute',
    where: 'attributes',
    next: 'Count suppressed people apart, and the others in every attribute.',
  });
}

export const informationLossMeasure = defineMeasure({
  name: 'information-loss',
  title: 'What generalising and suppressing cost',
  needs: 'generalised values',
  direction: 'lower-is-better',
  resultSchema: InformationLossSchema,
  measure: informationLoss,
});
