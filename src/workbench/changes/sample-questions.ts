import type { Condition, Facts, FactValue } from '../../conditions/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import type { Registers } from '../../run/index.js';
import type { Question } from '../../stages/decision/index.js';

const STEP = 7919;

/**
 * Questions for trying out a set: names of the registers, and for every fact the values that the conditions of the set
 * compare it with, and those beside them. The same set gives the same questions from the same number on.
 */
export function sampleQuestions(
  set: PolicySet,
  registers: Registers,
  { from, count }: { readonly from: number; readonly count: number },
): readonly Question[] {
  const values = [...comparedValues(set)];
  const names = [registers.purposes, registers.datasets, registers.plugins].map((register) => [...register.keys()]);
  const categories = [...registers.taxonomy.categories].sort();
  return Array.from({ length: count }, (_, index) => from + index).map((at) => ({
    purpose: pick(names[0], at),
    dataset: pick(names[1], at),
    plugin: pick(names[2], at),
    categories: [...new Set([pick(categories, at * STEP), pick(categories, at * STEP + (at % 5))])],
    facts: factsOf(values, at),
  }));
}

function pick(words: readonly string[] | undefined, at: number): string {
  return words?.[at % words.length] ?? '-';
}

/** Each fact is left out of one question in four: what is missing is unknown. */
function factsOf(values: readonly (readonly [string, readonly FactValue[]])[], at: number): Facts {
  const known = values.filter((_, position) => (at + position * 3) % 4 !== 0);
  return Object.fromEntries(
    known.map(([fact, of], position) => [fact, of[(at * STEP + position * 31) % of.length] as FactValue]),
  );
}

function comparedValues({ rules, waivers }: PolicySet): ReadonlyMap<string, readonly FactValue[]> {
  const found = new Map<string, FactValue[]>();
  const see = (condition: Condition): void => {
    switch (condition.kind) {
      case 'leaf':
        add(found, condition);
        break;
      case 'not':
        see(condition.of);
        break;
      case 'all':
      case 'any':
        for (const part of condition.of) see(part);
        break;
      case 'constant':
        break;
    }
  };
  for (const { when } of [...rules, ...waivers]) see(when);
  return found;
}

const VALUES_MAX = 64;

function add(found: Map<string, FactValue[]>, leaf: Extract<Condition, { kind: 'leaf' }>): void {
  const values = found.get(leaf.fact) ?? [];
  if (values.length < VALUES_MAX) values.push(...beside(leaf).slice(0, VALUES_MAX - values.length));
  found.set(leaf.fact, values);
}

function beside({ op, value }: Extract<Condition, { kind: 'leaf' }>): readonly FactValue[] {
  if (typeof value === 'number') return [value, value - 1, value + 1];
  if (typeof value === 'boolean') return [true, false];
  if (typeof value === 'string') return op === 'has' ? [[value], []] : [value, `${value}.x`];
  return Array.isArray(value) ? [...value] : [SOME_INSTANT];
}

/** For a fact that is compared with the moment of the request alone. */
const SOME_INSTANT = 1_800_000_000_000;
