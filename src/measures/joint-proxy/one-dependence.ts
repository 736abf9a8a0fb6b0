/** What `predictOthers` learns from: people by their values of every feature and their group. */
export interface Learnt {
  readonly groups: number;
  /** Codes of the features run from 0 to one below this. */
  readonly values: number;
  readonly features: number;
  /** `codes[person · features + feature]`. */
  readonly codes: Uint16Array;
  /** `labels[person]`. */
  readonly labels: Int32Array;
}

/** More features to build on change little (Webb, Boughton, Wang 2005) and cost a product each. */
const PARENTS_MAX = 8;
const FOLDS = 5;

/**
 * The group of every person as people of the other folds tell it: averaged one-dependence estimators (Webb, Boughton and
 * Wang 2005), one added to each count (Laplace), all groups equally likely beforehand, so that a small group is not
 * passed over. Each fold has the same share of every group: taking one person out at a time would give its group away.
 */
export function predictOthers(learnt: Learnt): Int32Array {
  const folds = dealt(learnt);
  const told = new Int32Array(learnt.labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const model = logsOf(learnt, countedWithout(learnt, folds, fold));
    for (let person = 0; person < told.length; person += 1) {
      if (folds[person] === fold) told[person] = nearest(learnt, model, person);
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

/** Flat tables: `parent[(i · groups + g) · values + v]` and `pair[((i · features + j) · groups + g) · values² + v · values + w]`. */
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
  const parent = new Int32Array(parents * groups * values);
  const pair = new Int32Array(parents * features * groups * values * values);
  for (let person = 0; person < labels.length; person += 1) {
    if (folds[person] === fold) continue;
    const label = labels[person] as number;
    for (let i = 0; i < parents; i += 1) {
      const v = codes[person * features + i] as number;
      add(parent, (i * groups + label) * values + v);
      for (let j = 0; j < features; j += 1) {
        const w = codes[person * features + j] as number;
        add(pair, (((i * features + j) * groups + label) * values + v) * values + w);
      }
    }
  }
  return { parent, pair };
}

function add(cells: Int32Array, place: number): void {
  cells[place] = (cells[place] as number) + 1;
}

/** ln P(parent | group), and ln P(feature | group, parent), which for the parent itself is left at 0. */
function logsOf(learnt: Learnt, { parent, pair }: Tables<Int32Array>): Tables<Float64Array> {
  const { groups, values, features } = learnt;
  const logs = Float64Array.from({ length: learnt.labels.length + values + 2 }, (_, n) => Math.log(n));
  const sums = Int32Array.from({ length: parent.length / values }, (_, at) =>
    parent.subarray(at * values, (at + 1) * values).reduce((sum, n) => sum + n, 0),
  );
  const ofParent = Float64Array.from(parent, (n, at) => {
    return (logs[n + 1] as number) - (logs[(sums[Math.floor(at / values)] as number) + values] as number);
  });
  const ofPair = new Float64Array(pair.length);
  for (let at = 0; at < pair.length; at += 1) {
    const given = Math.floor(at / values);
    const block = Math.floor(given / (groups * values));
    const [i, j] = [Math.floor(block / features), block % features];
    if (i === j) continue;
    const n = parent[i * groups * values + (given % (groups * values))] as number;
    ofPair[at] = (logs[(pair[at] as number) + 1] as number) - (logs[n + values] as number);
  }
  return { parent: ofParent, pair: ofPair };
}

function nearest(learnt: Learnt, model: Tables<Float64Array>, person: number): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let group = 0; group < learnt.groups; group += 1) {
    const likelihood = logLikelihood(learnt, model, person, group);
    if (likelihood > most) {
      most = likelihood;
      best = group;
    }
  }
  return best;
}

/** ln of the sum over parents of P(parent | group) · Π P(feature | group, parent). */
function logLikelihood(learnt: Learnt, { parent, pair }: Tables<Float64Array>, person: number, group: number): number {
  const { groups, values, features, codes } = learnt;
  const parents = parentsOf(learnt);
  const first = person * features;
  let highest = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < parents; i += 1) {
    const v = codes[first + i] as number;
    let term = parent[(i * groups + group) * values + v] as number;
    for (let j = 0; j < features; j += 1) {
      const place = (((i * features + j) * groups + group) * values + v) * values;
      term += pair[place + (codes[first + j] as number)] as number;
    }
    // The largest term stays outside, so that no power leaves the range of a double.
    sum = term > highest ? sum * Math.exp(highest - term) + 1 : sum + Math.exp(term - highest);
    highest = Math.max(highest, term);
  }
  return highest + Math.log(sum);
}
