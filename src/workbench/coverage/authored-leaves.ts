import { type Condition, evaluate, type Facts, isRowFact, leavesOf, type Truth } from '../../conditions/index.js';
import { dotted } from '../../documents/index.js';
import { holdsAt, type Place, type Rule, type UsedConstant } from '../../registers/policies/index.js';
import { conditionNodes } from '../condition-nodes.js';
import { type PolicyDocument, placeIn } from '../policy-document.js';

type Leaf = Extract<Condition, { kind: 'leaf' }>;

/** One test as somebody wrote it: `under` over a set of words becomes several tests of one place. */
export interface AuthoredLeaf {
  /** Where in the document: `spec.when.any[0]`. */
  readonly path: string;
  readonly place: Place;
  readonly ofRow: boolean;
  /** False of the clock, which every case has. */
  readonly canBeUnknown: boolean;
  readonly truth: (facts: Facts) => Truth;
}

/** The tests of a rule's condition that stand in its file, in their order. */
export function authoredLeaves(
  written: PolicyDocument,
  { when, leafPlaces, constants = [] }: Rule,
): readonly AuthoredLeaf[] {
  const nodes = conditionNodes(written.policy.spec.when, ['spec', 'when']).filter(({ kind }) => kind === 'leaf');
  const paths = new Map(nodes.map(({ path }) => [keyOf(placeIn(written, [...path, 'fact'], 'value')), dotted(path)]));
  const byPlace = new Map<string, { readonly place: Place; readonly leaves: Placed[] }>();
  for (const [at, leaf] of leavesOf(when).entries()) {
    const place = leafPlaces[at];
    if (place === undefined) continue;
    const key = keyOf(place);
    const known = byPlace.get(key) ?? { place, leaves: [] };
    known.leaves.push({ leaf, times: timesOf(constants, at) });
    byPlace.set(key, known);
  }
  return [...byPlace.values()].map(({ place, leaves }) => ({
    path: paths.get(keyOf(place)) ?? 'spec.when',
    place,
    ofRow: leaves.some(({ leaf }) => isRowFact(leaf.fact)),
    canBeUnknown: leaves.some(({ leaf }) => leaf.fact !== 'now'),
    truth: (facts) => truthOf(leaves, facts),
  }));
}

/** A test, and the times in which the constant behind it has this value; none where it always counts. */
interface Placed {
  readonly leaf: Leaf;
  readonly times: readonly UsedConstant[];
}

function timesOf(constants: readonly UsedConstant[], at: number): readonly UsedConstant[] {
  const own = constants.filter(({ leaves }) => leaves.includes(at));
  return own.every(({ from, until }) => from === null && until === null) ? [] : own;
}

// Of a constant that changes only the value in force is what the author asks for.
function truthOf(leaves: readonly Placed[], facts: Facts): Truth {
  const { now } = facts;
  const inForce = leaves.filter(({ times }) => times.length === 0 || times.some((time) => holdsAt(time, now)));
  const of = (inForce.length > 0 ? inForce : leaves).map(({ leaf }) => leaf);
  return evaluate({ kind: 'any', of }, facts);
}

function keyOf({ line, column }: Place): string {
  return `${line}:${column}`;
}

/** The condition as somebody wrote it: without the dates and the destinations that the scope puts before it. */
export function authoredCondition({ when, leafPlaces }: Rule): Condition | null {
  const made = leafPlaces.findIndex((place) => place !== undefined);
  if (made < 0 || when.kind !== 'all') return null;
  return { kind: 'all', of: when.of.slice(made) };
}
