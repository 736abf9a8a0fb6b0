import { discernibility } from '../measures/index.js';
import { type Combinations, peopleIn } from './combinations.js';
import { groundPeople } from './entropy-loss.js';
import { type GeneralisedTable, releasedClasses } from './generalised-table.js';

/** What a generalised table costs. */
export interface Utility {
  /** Non-uniform entropy in bits over all people, as if nobody were left out: what the search makes smallest. */
  readonly entropy: number;
  /** Entropy with everybody who is left out at `*`, as a share of everything at `*`; 0 to 1. */
  readonly entropyShare: number;
  /**
   * Mean over people and quasi-identifiers of the share of other values that a label covers, people left out at 1; 0 to 1.
   * Source: V. Iyengar, Transforming data to satisfy privacy constraints (2002).
   */
  readonly loss: number;
  /** Sum of squared class sizes, and everybody for each person left out. */
  readonly discernibility: number;
  /** People of a class on average; null where nobody is released. */
  readonly averageClassSize: number | null;
  readonly suppressedShare: number;
}

export function utilityOf(combinations: Combinations, table: GeneralisedTable): Utility {
  const { withSuppressed, averageClassSize } = discernibility(releasedClasses(combinations, table));
  const people = peopleIn(combinations);
  const costs = combinations.attributes.map((_, at) => costOf(combinations, table, at));
  const sum = (of: (cost: Cost) => number) => costs.reduce((total, cost) => total + of(cost), 0);
  const most = sum(({ everything }) => everything);
  const cells = people * costs.length;
  return {
    entropy: sum(({ entropy }) => entropy),
    entropyShare: most === 0 ? 0 : sum(({ withSuppressed: bits }) => bits) / most,
    loss: cells === 0 ? 0 : sum(({ loss }) => loss) / cells,
    discernibility: withSuppressed,
    averageClassSize,
    suppressedShare: people === 0 ? 0 : table.kept.suppressed / people,
  };
}

/** Sums over people for one attribute. */
interface Cost {
  readonly entropy: number;
  readonly withSuppressed: number;
  readonly everything: number;
  readonly loss: number;
}

function costOf(combinations: Combinations, table: GeneralisedTable, at: number): Cost {
  const people = groundPeople(combinations, at);
  const everybody = people.reduce((sum, count) => sum + count, 0);
  const covered = coverage(combinations, table, at, people);
  const width = combinations.segments.length;
  const cost = { entropy: 0, withSuppressed: 0, everything: 0, loss: 0 };
  const size = combinations.attributes[at]?.sizes[0] ?? 1;
  table.classOf.forEach((one, combination) => {
    const own = people[combinations.codes[at]?.[combination] as number] as number;
    const bits = Math.log2((covered.people[one] as number) / own);
    const all = Math.log2(everybody / own);
    const share = size < 2 ? 0 : ((covered.values[one] as number) - 1) / (size - 1);
    for (let segment = 0; segment < width; segment++) {
      const count = combinations.counts[combination * width + segment] as number;
      if (count === 0) continue;
      const released = (table.kept.counts[one * width + segment] as number) > 0;
      cost.entropy += count * bits;
      cost.withSuppressed += count * (released ? bits : all);
      cost.everything += count * all;
      cost.loss += count * (released ? share : 1);
    }
  });
  return cost;
}

/** For every class, how many people and how many ground values its label covers. */
function coverage(
  { attributes }: Combinations,
  { labels, classes }: GeneralisedTable,
  at: number,
  people: Float64Array,
) {
  const { levels } = attributes[at] as Combinations['attributes'][number];
  const { level, from, to } = labels[at] as GeneralisedTable['labels'][number];
  const sums = levels.map((codes) => runningSums(codes, people));
  const covered = { people: new Float64Array(classes), values: new Float64Array(classes) };
  for (let one = 0; one < classes; one++) {
    const { people: below, values } = sums[level[one] as number] as RunningSums;
    const first = from[one] as number;
    const end = (to[one] as number) + 1;
    covered.people[one] = (below[end] as number) - (below[first] as number);
    covered.values[one] = (values[end] as number) - (values[first] as number);
  }
  return covered;
}

interface RunningSums {
  readonly people: Float64Array;
  readonly values: Float64Array;
}

/** People and ground values under each code: entry c covers the codes before c. */
function runningSums(codes: Int32Array, people: Float64Array): RunningSums {
  const size = codes.reduce((most, code) => Math.max(most, code + 1), 0);
  const sums = { people: new Float64Array(size + 1), values: new Float64Array(size + 1) };
  codes.forEach((code, ground) => {
    sums.people[code + 1] = (sums.people[code + 1] as number) + (people[ground] as number);
    sums.values[code + 1] = (sums.values[code + 1] as number) + 1;
  });
  for (let code = 0; code < size; code++) {
    sums.people[code + 1] = (sums.people[code + 1] as number) + (sums.people[code] as number);
    sums.values[code + 1] = (sums.values[code + 1] as number) + (sums.values[code] as number);
  }
  return sums;
}
