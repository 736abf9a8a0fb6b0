/** What `predictOthers` learns from: people by their combination of values of every feature, and their group. */
export interface Learnt {
  readonly groups: number;
  /** Codes of the features run from 0 to one below this. */
  readonly values: number;
  readonly features: number;
  /** `codes[combination · features + feature]`. */
  readonly codes: Uint16Array;
  /** `combinations[person]`. */
  readonly combinations: Int32Array;
  /** `labels[person]`. */
  readonly labels: Int32Array;
}

/** More features to build on change little (Webb, Boughton, Wang 2005) and cost a product each. */
const PARENTS_MAX = 8;
const FOLDS = 5;
const UNTOLD = -1;

/**
 * The group of every person as people of the other folds tell it: averaged one-dependence estimators (Webb, Boughton and
 * Wang 2005), one added to each count (Laplace), all groups equally likely beforehand, so that a small group is not
 * passed over. Each fold has the same share of every group: taking one person out at a time would give its group away.
 */
export function predictOthers(learnt: Learnt): Int32Array {
  const { labels, combinations, values } = learnt;
  const folds = dealt(learnt);
  const logs = Float64Array.from({ length: labels.length + values + 2 }, (_, n) => Math.log(n));
  const told = new Int32Array(labels.length);
  // People of one combination are told alike, so each is looked at once in a fold.
  const ofCombination = new Int32Array(learnt.codes.length / learnt.features);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = logsOf(learnt, logs, countedWithout(learnt, folds, fold));
    const nearest = nearestBy(learnt, model);
    ofCombination.fill(UNTOLD);
    for (let person = 0; person < told.length; person += 1) {
      if (folds[person] !== fold) continue;
      const combination = combinations[person] as number;
      if (ofCombination[combination] === UNTOLD) ofCombination[combination] = nearest(combination);
      told[person] = ofCombination[combination] as number;
    }
  }
  return told;
}

/** The people of each group go to the folds in turn. */
function dealt({ groups, labels }: Learnt): Int32Array {
  const next = new Int32Array(groups);
  return labels.map((label) => {
    const fold = next[label] as number;
    next[label] = (fold + 1) % FOLDS;
    return fold;
  });
}

/**
 * Flat tables in which the groups of a cell lie side by side: `parent[(i · values + v) · groups + g]` and
 * `pair[(((i · features + j) · values + v) · values + w) · groups + g]`.
 */
interface Tables<T> {
  readonly parent: T;
  readonly pair: T;
}

function parentsOf({ features }: Learnt): number {
  return Math.min(features, PARENTS_MAX);
}

function countedWithout(learnt: Learnt, folds: Int32Array, fold: number): Tables<Int32Array> {
  const { groups, values, features, codes, labels } = learnt;
  const parents = parentsOf(learnt);
  const parent = new Int32Array(parents * values * groups);
  const pair = new Int32Array(parents * features * values * values * groups);
  const people = new Int32Array((codes.length / features) * groups);
  for (let person = 0; person < labels.length; person += 1) {
    if (folds[person] !== fold)
      add(people, (learnt.combinations[person] as number) * groups + (labels[person] as number), 1);
  }
  for (let at = 0; at < people.length; at += 1) {
    const count = people[at] as number;
    if (count === 0) continue;
    const group = at % groups;
    const first = ((at - group) / groups) * features;
    for (let i = 0; i < parents; i += 1) {
      const v = codes[first + i] as number;
      add(parent, (i * values + v) * groups + group, count);
      for (let j = 0; j < features; j += 1) {
        const w = codes[first + j] as number;
        add(pair, (((i * features + j) * values + v) * values + w) * groups + group, count);
      }
    }
  }
  return { parent, pair };
}

function add(cells: Int32Array, place: number, count: number): void {
  cells[place] = (cells[place] as number) + count;
}

/** ln P(parent | group), and ln P(feature | group, parent), which for the parent itself is left at 0. */
function logsOf(learnt: Learnt, logs: Float64Array, { parent, pair }: Tables<Int32Array>): Tables<Float64Array> {
  const { groups, values, features } = learnt;
  const ofParent = new Float64Array(parent.length);
  const ofPair = new Float64Array(pair.length);
  const block = values * groups;
  for (let i = 0; i < parentsOf(learnt); i += 1) {
    const sums = new Int32Array(groups);
    for (let at = 0; at < block; at += 1) add(sums, at % groups, parent[i * block + at] as number);
    for (let at = 0; at < block; at += 1) {
      const [group, n] = [at % groups, parent[i * block + at] as number];
      const given = logs[n + values] as number;
      ofParent[i * block + at] = (logs[n + 1] as number) - (logs[(sums[group] as number) + values] as number);
      const v = (at - group) / groups;
      for (let j = 0; j < features; j += 1) {
        if (i === j) continue;
        const first = ((i * features + j) * values + v) * block + group;
        for (let place = first; place < first + block; place += groups) {
          ofPair[place] = (logs[(pair[place] as number) + 1] as number) - given;
        }
      }
    }
  }
  return { parent: ofParent, pair: ofPair };
}

/** Tells the likeliest group of a combination; of equals, the first. */
function nearestBy(learnt: Learnt, model: Tables<Float64Array>): (combination: number) => number {
  const { groups, values, features, codes } = learnt;
  const parents = parentsOf(learnt);
  // Where the cells of one combination begin, for every parent and every pair: the same for all groups.
  const places = new Int32Array(parents * (1 + features));
  return (combination) => {
    const first = combination * features;
    let at = 0;
    for (let i = 0; i < parents; i += 1) {
      const v = codes[first + i] as number;
      places[at++] = (i * values + v) * groups;
      for (let j = 0; j < features; j += 1) {
        places[at++] = (((i * features + j) * values + v) * values + (codes[first + j] as number)) * groups;
      }
    }
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let group = 0; group < groups; group += 1) {
      const likelihood = logLikelihood(model, places, features, group);
      if (likelihood > most) [most, best] = [likelihood, group];
    }
    return best;
  };
}

/** ln of the sum over parents of P(parent | group) · Π P(feature | group, parent). */
function logLikelihood(
  { parent, pair }: Tables<Float64Array>,
  places: Int32Array,
  features: number,
  group: number,
): number {
  let highest = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let at = 0; at < places.length; ) {
    let term = parent[(places[at++] as number) + group] as number;
    for (const end = at + features; at < end; at += 1) term += pair[(places[at] as number) + group] as number;
    // The largest term stays outside, so that no power leaves the range of a double.
    sum = term > highest ? sum * Math.exp(highest - term) + 1 : sum + Math.exp(term - highest);
    highest = Math.max(highest, term);
  }
  return highest + Math.log(sum);
}
