/** The people of one group in one segment. */
export interface Moments {
  readonly people: number;
  /** Null for nobody. */
  readonly mean: readonly number[] | null;
  /** Sum of squared distances to the mean. */
  readonly within: number;
}

/** `moments[group][segment]`; every group has people. */
export type GroupMoments = readonly (readonly Moments[])[];

export type Centres = readonly (readonly number[])[];

const HALVINGS = 60;
const STEPS = 2_000;

/**
 * The centres of given segments that make the largest mean cost of a group smallest (Ghadiri, Samadi, Vempala 2021). Such
 * centres are weighted means of the group means; with two groups the weight is found by halving, with more by
 * exponentiated gradient on the dual. A segment of nobody keeps its centre.
 */
export function balancedCentres(moments: GroupMoments, before: Centres): Centres {
  const of = (weights: readonly number[]) => weightedCentres(moments, weights, before);
  if (moments.length === 1) return of([1]);
  return moments.length === 2 ? balancedTwo(moments, of) : balancedMany(moments, of);
}

/** The mean squared distance of each group to the centres. */
export function groupCosts(moments: GroupMoments, centres: Centres): readonly number[] {
  return moments.map((segments) => {
    const people = segments.reduce((sum, one) => sum + one.people, 0);
    const cost = segments.reduce((sum, { people: n, mean, within }, at) => {
      return mean === null ? sum : sum + within + n * squared(mean, centres[at] as readonly number[]);
    }, 0);
    return people === 0 ? 0 : cost / people;
  });
}

function weightedCentres(moments: GroupMoments, weights: readonly number[], before: Centres): Centres {
  const sizes = moments.map((segments) => segments.reduce((sum, { people }) => sum + people, 0));
  return before.map((centre, at) => {
    const parts = moments.flatMap((segments, group) => {
      const { people, mean } = segments[at] as Moments;
      const weight = ((weights[group] as number) * people) / (sizes[group] as number);
      return mean === null || !(weight > 0) ? [] : [{ weight, mean }];
    });
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) return centre;
    return centre.map((_, axis) => parts.reduce((sum, p) => sum + p.weight * (p.mean[axis] as number), 0) / total);
  });
}

type Of = (weights: readonly number[]) => Centres;

// The more a group weighs, the less it costs: where one group costs more at every weight, it gets all.
function balancedTwo(moments: GroupMoments, of: Of): Centres {
  const gap = (weight: number) => {
    const [first = 0, second = 0] = groupCosts(moments, of([weight, 1 - weight]));
    return first - second;
  };
  if (gap(1) >= 0) return of([1, 0]);
  if (gap(0) <= 0) return of([0, 1]);
  let [low, high] = [0, 1];
  for (let round = 0; round < HALVINGS; round += 1) {
    const middle = (low + high) / 2;
    if (gap(middle) > 0) low = middle;
    else high = middle;
  }
  return of([(low + high) / 2, 1 - (low + high) / 2]);
}

function balancedMany(moments: GroupMoments, of: Of): Centres {
  let weights = moments.map(() => 1 / moments.length);
  let best = { cost: Number.POSITIVE_INFINITY, centres: of(weights) };
  for (let step = 1; step <= STEPS; step += 1) {
    const centres = of(weights);
    const costs = groupCosts(moments, centres);
    const cost = Math.max(...costs);
    if (cost < best.cost) best = { cost, centres };
    if (cost === 0) break;
    const pulled = weights.map((weight, at) => weight * Math.exp((costs[at] as number) / cost / Math.sqrt(step)));
    const total = pulled.reduce((sum, one) => sum + one, 0);
    weights = pulled.map((one) => one / total);
  }
  return best.centres;
}

function squared(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, axis) => sum + (value - (b[axis] as number)) ** 2, 0);
}
