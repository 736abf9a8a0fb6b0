import {
  type Condition,
  FACTS,
  type Facts,
  type FactValue,
  integerRange,
  type Operand,
} from '../../conditions/index.js';

/** One fact that would have to be otherwise. `from` is null where the fact was missing. */
export interface FactChange {
  readonly fact: string;
  readonly from: FactValue | null;
  readonly to: FactValue;
  /** Where no list closes what the fact can be: `to` is an example, and every word but these does as well. */
  readonly anyBut?: readonly string[];
}

type Leaf = Extract<Condition, { kind: 'leaf' }>;
type Value = Exclude<Operand, { readonly ref: string }>;

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));
const DAY_MS = 86_400_000;
// Another name or other columns are another ask, and nobody sets the clock; `run` looks for those alternatives.
const FIXED = /^(now$|columns\.|cutoff\.|waiver\.|(purpose|dataset|plugin|destination)\.name$|row\.)/;

/**
 * The changes of facts that these tests tell apart from what is so. Of values that no test tells apart there is at least
 * one, so that what these changes cannot turn, no other values of the same facts can.
 */
export function changesIn(leaves: readonly Leaf[], facts: Facts): readonly FactChange[] {
  const names = [...new Set(leaves.map(({ fact }) => fact))].filter((fact) => !FIXED.test(fact));
  return names.flatMap((fact) => {
    const tests = leaves.filter((leaf) => leaf.fact === fact).flatMap((leaf) => testOf(leaf, facts));
    return changesOf(fact, tests, Object.hasOwn(facts, fact) ? (facts[fact] as FactValue) : null);
  });
}

interface Test {
  readonly op: Leaf['op'];
  readonly operand: Value;
}

function testOf({ op, value }: Leaf, facts: Facts): readonly Test[] {
  const operand = typeof value === 'object' && 'ref' in value ? facts[value.ref] : value;
  return operand === undefined ? [] : [{ op, operand }];
}

function changesOf(fact: string, tests: readonly Test[], from: FactValue | null): readonly FactChange[] {
  const named = tests.flatMap(({ op, operand }) => (op === 'has' ? [] : [operand].flat()));
  const values = [
    ...named.flatMap((one) => valuesBeside(fact, one)),
    ...closedWords(fact, named),
    ...sets(tests, from),
  ];
  const texts = new Map(values.map((to) => [JSON.stringify(to), to]));
  texts.delete(JSON.stringify(from));
  return [...[...texts.values()].map((to) => ({ fact, from, to })), ...openWord(fact, named, from)];
}

type One = string | number | boolean;

function valuesBeside(fact: string, operand: One): readonly FactValue[] {
  if (typeof operand === 'boolean') return [operand, !operand];
  if (typeof operand === 'string') return [operand];
  const step = CATALOGUE.get(fact)?.type === 'instant' ? DAY_MS : 1;
  const { least, greatest } = integerRange(fact) ?? { least: -Infinity, greatest: Infinity };
  return [operand, operand - 1, operand + step].filter((one) => least <= one && one <= greatest);
}

function closedWords(fact: string, named: readonly One[]): readonly string[] {
  return named.some((one) => typeof one === 'string') ? (CATALOGUE.get(fact)?.words ?? []) : [];
}

/** Examples of a word that nobody names, of every form that words of the catalogue have. */
const OTHERS = ['another', 'another-one', 'XX', 'ZZ', 'QQ'];

function openWord(fact: string, named: readonly One[], from: FactValue | null): readonly FactChange[] {
  const anyBut = [...new Set(named.filter((one) => typeof one === 'string'))].sort();
  const { words, form } = CATALOGUE.get(fact) ?? {};
  if (anyBut.length === 0 || words || (typeof from === 'string' && !anyBut.includes(from))) return [];
  const to = OTHERS.find((one) => !anyBut.includes(one) && new RegExp(form?.pattern ?? '').test(one));
  return to === undefined ? [] : [{ fact, from, to, anyBut }];
}

/** Words of one fact of which every combination is a change; of more, one or two of them, all, and none. */
const WORDS_MAX = 4;

function sets(tests: readonly Test[], from: FactValue | null): readonly (readonly string[])[] {
  const words = [...new Set(tests.flatMap(({ op, operand }) => (op === 'has' ? [String(operand)] : [])))];
  if (words.length === 0) return [];
  const base = Array.isArray(from) ? (from as readonly string[]) : [];
  const rest = base.filter((word) => !words.includes(word));
  const some = words.length <= WORDS_MAX ? subsets(words) : [[], ...words.map((one) => [one]), ...pairs(words)];
  return [...some.map((turned) => toggled(base, turned)), [...rest, ...words].sort(), rest];
}

function subsets(words: readonly string[]): readonly (readonly string[])[] {
  const all = words.reduce<string[][]>((before, word) => before.concat(before.map((one) => [...one, word])), [[]]);
  return all.sort((a, b) => a.length - b.length);
}

function pairs(words: readonly string[]): readonly (readonly string[])[] {
  return words.flatMap((one, at) => words.slice(at + 1).map((other) => [one, other]));
}

function toggled(base: readonly string[], words: readonly string[]): readonly string[] {
  return [...base.filter((word) => !words.includes(word)), ...words.filter((word) => !base.includes(word))].sort();
}

/** The same change with one word of a set left as it was; none for anything else. */
export function nearer(change: FactChange): readonly FactChange[] {
  const { from, to } = change;
  if (!Array.isArray(to)) return [];
  const before = Array.isArray(from) ? (from as readonly string[]) : [];
  const turned = [...before, ...to].filter((word) => before.includes(word) !== to.includes(word));
  if (from !== null && turned.length < 2) return [];
  return turned.map((word) => ({ ...change, to: toggled(to, [word]) }));
}

/** The facts as they would be. */
export function changed(facts: Facts, changes: readonly FactChange[]): Facts {
  return { ...facts, ...Object.fromEntries(changes.map(({ fact, to }) => [fact, to])) };
}
