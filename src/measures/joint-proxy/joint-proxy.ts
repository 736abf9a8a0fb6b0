import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { Real } from '../figures.schema.js';
import { defineMeasure } from '../measure.js';
import { seededRandom } from '../statistics/index.js';
import { type Learnt, predictOthers } from './one-dependence.js';

/** What `jointProxy` gives. */
export const JointProxySchema = Type.Object(
  {
    trait: Type.String(),
    features: Type.Array(Type.String()),
    /** People looked at. */
    people: Type.Integer({ minimum: 0 }),
    /** Mean over groups of the share told right; null with fewer than two groups of two people. */
    balancedAccuracy: Real,
    /** The same with groups dealt out anew: mean and highest of the draws. */
    chance: Real,
    chanceHighest: Real,
    /** (1 + draws at least as accurate) / (1 + draws). */
    p: Real,
    /** 0 to 1: how far from chance towards certainty, (accuracy − chance) / (1 − chance), at least 0. */
    strength: Real,
    /** Share of each group that is told right, with its people; null for fewer than two. */
    recalls: Type.Array(
      Type.Object({ group: Type.String(), people: Type.Integer(), recall: Real }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type JointProxy = Readonly<Static<typeof JointProxySchema>>;

/** People by their values of several features, each a code, and their group. */
export interface CombinationTable {
  readonly trait: string;
  readonly groups: readonly string[];
  readonly features: readonly string[];
  /** `counts[group]` of the people whose features have these codes, from 0. */
  readonly combinations: readonly { readonly codes: readonly number[]; readonly counts: readonly number[] }[];
}

const DRAWS = 19;

/** How well all features together tell a trait: cross-validated, against what chance gives on the same people. */
export function jointProxy(table: CombinationTable, seed = 1): JointProxy {
  const learnt = spreadOut(table);
  const totals = table.groups.map((_, group) => learnt.labels.filter((label) => label === group).length);
  const { trait, features } = table;
  const nothing = { balancedAccuracy: null, chance: null, chanceHighest: null, p: null, strength: null };
  const people = learnt.labels.length;
  if (totals.filter((total) => total > 1).length < 2 || features.length === 0) {
    const recalls = table.groups.map((group, at) => ({ group, people: totals[at] as number, recall: null }));
    return frozen({ trait, features: [...features], people, ...nothing, recalls });
  }
  const shares = recallsOf(learnt, totals);
  const balancedAccuracy = meanOf(shares);
  const drawn = chances(learnt, totals, seed);
  const chance = meanOf(drawn);
  const hits = drawn.filter((accuracy) => accuracy >= balancedAccuracy).length;
  return frozen({
    ...{ trait, features: [...features], people, balancedAccuracy, chance },
    chanceHighest: Math.max(...drawn),
    p: (1 + hits) / (1 + drawn.length),
    strength: Math.max(0, (balancedAccuracy - chance) / (1 - chance)),
    recalls: table.groups.map((group, at) => ({ group, people: totals[at] as number, recall: shares[at] ?? null })),
  });
}

function spreadOut({ groups, features, combinations }: CombinationTable): Learnt {
  const codes = combinations.flatMap((one) => one.codes);
  const people: number[] = [];
  const labels: number[] = [];
  combinations.forEach(({ counts }, combination) => {
    counts.forEach((count, group) => {
      for (let person = 0; person < count; person += 1) {
        people.push(combination);
        labels.push(group);
      }
    });
  });
  const values = 1 + codes.reduce((most, code) => Math.max(most, code), 0);
  return {
    ...{ groups: groups.length, values, features: features.length },
    ...{ codes: Uint16Array.from(codes), combinations: Int32Array.from(people), labels: Int32Array.from(labels) },
  };
}

/** Share told right by group; null for a group of fewer than two: one person has nobody to be told by. */
function recallsOf(learnt: Learnt, totals: readonly number[]): readonly (number | null)[] {
  const told = predictOthers(learnt);
  const right = totals.map(() => 0);
  learnt.labels.forEach((label, person) => {
    if (told[person] === label) right[label] = (right[label] as number) + 1;
  });
  return totals.map((total, group) => (total < 2 ? null : (right[group] as number) / total));
}

function chances(learnt: Learnt, totals: readonly number[], seed: number): readonly number[] {
  const random = seededRandom(seed);
  const labels = Int32Array.from(learnt.labels);
  return Array.from({ length: DRAWS }, () => {
    for (let at = labels.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      const kept = labels[at] as number;
      labels[at] = labels[other] as number;
      labels[other] = kept;
    }
    return meanOf(recallsOf({ ...learnt, labels }, totals));
  });
}

function meanOf(shares: readonly (number | null)[]): number {
  const known = shares.filter((share) => share !== null);
  return known.reduce((sum, share) => sum + share, 0) / known.length;
}

export const jointProxyMeasure = defineMeasure({
  name: 'joint-proxy',
  title: 'How well all features together tell a trait',
  needs: 'combinations of values x group counts',
  direction: 'lower-is-better',
  resultSchema: JointProxySchema,
  measure: (table: CombinationTable) => jointProxy(table),
});
