import {
  MEETS,
  type Obligation,
  type ObligationName,
  type Rule,
  TRAIT_LIMITS,
} from '../../registers/policies/index.js';
import { FLOORS } from '../../stages/decision/index.js';
import { aboves } from './category-cells.js';

export type Value = Obligation['value'];

/** One thing that obligations limit, as the engine carries it out: a size, the mask of a category, one approval. */
export interface Measure {
  /** As people know it: `kMin`, `mask:user.financial`, `ratioMin:sex`, `approvals`. */
  readonly id: string;
  readonly name: ObligationName;
  /** True for the obligations that count for it. */
  readonly counts: (id: string) => boolean;
  /** A member of a list; each is a measure of its own. */
  readonly member?: string | number;
  /** It matters only where one of these categories is asked for. */
  readonly categories?: readonly string[];
  /** What the engine does where no policy speaks of it; consequences and corrections by rank. */
  readonly floor?: number;
}

const OF_FAIRNESS = /^(confidence|correction|groupSizeMin|onFail|onInconclusive|onNotEstimable|onNotAssessed)$/;

/** True for what says how groups are judged: without a limit for a trait nothing is. */
export function isOfFairness({ name }: Measure): boolean {
  return OF_FAIRNESS.test(name);
}

/** True for a limit on how far groups of a trait are apart. */
export function isTraitLimit(name: ObligationName): boolean {
  return TRAIT_LIMITS.some((limit) => limit === name);
}

export function nameOfObligation(id: string): ObligationName {
  return id.split(':')[0] as ObligationName;
}

/** The measures that the obligations of these rules touch; `all` are the rules of both sets. */
export function measuresOf(
  touched: readonly Rule[],
  all: readonly Rule[],
  categories: readonly string[],
): readonly Measure[] {
  const obligations = touched.flatMap((rule) => rule.obligations);
  const named = new Set(all.flatMap((rule) => rule.obligations.map(({ id }) => id)));
  const measures = obligations.flatMap((obligation) => measuresBy(obligation, named, categories));
  const key = ({ id, member = '' }: Measure) => `${id} ${member}`;
  return [...new Map(measures.map((measure) => [key(measure), measure])).values()];
}

function measuresBy(
  { id, value }: Obligation,
  named: ReadonlySet<string>,
  categories: readonly string[],
): readonly Measure[] {
  const name = nameOfObligation(id);
  if (name === 'mask') return masksBy(id, named, categories);
  if (isTraitLimit(name)) return limitsBy(id, named);
  const counts = (other: string) => other === id;
  if (name === 'rows') return [];
  if (MEETS[name] === 'all')
    return (Array.isArray(value) ? value : [value]).map((member) => ({ id, name, counts, member }));
  const floor = (FLOORS as Partial<Record<ObligationName, number>>)[name];
  return [floor === undefined ? { id, name, counts } : { id, name, counts, floor }];
}

// Categories that the same masks hit are one measure.
function masksBy(id: string, named: ReadonlySet<string>, categories: readonly string[]): readonly Measure[] {
  const alike = new Map<string, string[]>();
  const hits = (key: string) =>
    aboves(key)
      .map((above) => `mask:${above}`)
      .filter((mask) => named.has(mask));
  for (const key of categories) {
    if (!hits(key).includes(id)) continue;
    const group = hits(key).join(' ');
    alike.set(group, [...(alike.get(group) ?? []), key]);
  }
  return [...alike.values()].map((group): Measure => {
    const masks = new Set(hits(group[0] as string));
    return { id: `mask:${group[0]}`, name: 'mask', counts: (other) => masks.has(other), categories: group };
  });
}

// A limit for every trait is one for each trait.
function limitsBy(id: string, named: ReadonlySet<string>): readonly Measure[] {
  const name = nameOfObligation(id);
  const every = `${name}:*`;
  const ids = id === every ? [id, ...named].filter((one) => nameOfObligation(one) === name) : [id];
  return ids.map((one) => ({ id: one, name, counts: (other) => other === one || other === every }));
}

/** What a rule or an answer says of a measure, the strictest where it says several things; undefined where nothing. */
export function saidOf(measure: Measure, obligations: readonly Obligation[]): Value | undefined {
  const values = obligations.filter(({ id }) => measure.counts(id)).map(({ value }) => value);
  const { member } = measure;
  if (member !== undefined)
    return values.some((value) => Array.isArray(value) && value.includes(member)) ? 1 : undefined;
  return values.reduce<Value | undefined>(
    (best, one) => (best === undefined || strictness(measure, one, best) > 0 ? one : best),
    undefined,
  );
}

/** Above zero where the first value is the stricter one. */
export function strictness({ name }: Measure, value: Value, other: Value): number {
  const direction = MEETS[name] === 'min' ? -1 : 1;
  if (typeof value === 'number' && typeof other === 'number') return (value - other) * direction;
  const [[rank, parameter], [otherRank, otherParameter]] = [value, other] as unknown as [
    [number, number],
    [number, number],
  ];
  return rank === otherRank ? parameter - otherParameter : rank - otherRank;
}
