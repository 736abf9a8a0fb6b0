import type { CodedAttribute } from './coded-attribute.js';
import { type Combinations, combinationCount } from './combinations.js';

/**
 * Non-uniform entropy of one attribute at each of its levels, in bits summed over people: for each person, log2 of how
 * many people share the generalised value over how many share the value itself. Suppressed people are counted as if
 * they were not. Source: A. Gionis, T. Tassa, k-Anonymization with minimal loss of information (2009), as ARX computes
 * it for its monotone entropy metric.
 */
export function entropyByLevel(combinations: Combinations): readonly Float64Array[] {
  return combinations.attributes.map((attribute, at) => lossOf(attribute, groundPeople(combinations, at)));
}

/** The loss at a level vector: attributes are added in their order, so that the last digit is always the same. */
export function entropyAt(byLevel: readonly Float64Array[], vector: readonly number[]): number {
  return byLevel.reduce((sum, losses, at) => sum + (losses[vector[at] as number] as number), 0);
}

/** People of every ground code of one attribute. */
export function groundPeople(combinations: Combinations, attribute: number): Float64Array {
  const { attributes, codes, counts, segments } = combinations;
  const people = new Float64Array(attributes[attribute]?.sizes[0] ?? 0);
  const column = codes[attribute] as Int32Array;
  for (let at = 0; at < combinationCount(combinations); at++) {
    const ground = column[at] as number;
    for (let segment = 0; segment < segments.length; segment++) {
      people[ground] = (people[ground] as number) + (counts[at * segments.length + segment] as number);
    }
  }
  return people;
}

function lossOf({ levels, sizes }: CodedAttribute, people: Float64Array): Float64Array {
  return Float64Array.from(levels, (codes, level) => {
    const sums = new Float64Array(sizes[level] as number);
    people.forEach((count, ground) => {
      const code = codes[ground] as number;
      sums[code] = (sums[code] as number) + count;
    });
    return people.reduce((loss, count, ground) => {
      return count === 0 ? loss : loss + count * Math.log2((sums[codes[ground] as number] as number) / count);
    }, 0);
  });
}
