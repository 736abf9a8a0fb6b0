import {
  FACTS,
  type FactType,
  type FactValue,
  type IntegerRange,
  integerRange,
  WAIVER_USES,
} from '../../conditions/index.js';
import type { Asked } from './survey.js';

/** The values that stand for the cells of a fact; undefined where the fact is missing, an empty list where it is a set. */
export type CellValues = readonly (FactValue | undefined)[];

const CATALOGUE = new Map(FACTS.map((fact) => [fact.name, fact]));
const DAY_MS = 86_400_000;
/** What an instant can be: the range of a date. */
const INSTANTS = { least: -8.64e15, greatest: 8.64e15, step: DAY_MS } as const;
const NUMBERS = { least: Number.MIN_SAFE_INTEGER, greatest: Number.MAX_SAFE_INTEGER, step: 1 } as const;

interface Range extends IntegerRange {
  /** How far inside a gap its example stands, where there is room. */
  readonly step: number;
}

/** The cells of a fact, missing first; two values of one cell are alike to every test of both sets. */
export function cellsOf(fact: string, asked: Asked, clockTimes: readonly number[]): CellValues {
  const type = typeOf(fact);
  const points = [...asked.numbers, ...clockTimes];
  const numbers = () => numberCells(points, rangeOf(fact, type));
  switch (type) {
    case 'text':
      return [undefined, ...wordCells(asked.words, CATALOGUE.get(fact)?.words)];
    case 'texts':
      return [undefined, []];
    case 'boolean':
      return [undefined, true, false];
    case 'integer':
    case 'instant':
      return [undefined, ...numbers()];
    case undefined:
      return [undefined, ...untyped(asked, points.length > 0 ? numbers() : [])];
  }
}

function typeOf(fact: string): FactType | undefined {
  return fact.startsWith(WAIVER_USES) ? 'integer' : CATALOGUE.get(fact)?.type;
}

function rangeOf(fact: string, type: FactType | undefined): Range {
  if (type === 'instant') return INSTANTS;
  const declared = integerRange(fact);
  return declared ? { ...declared, step: 1 } : NUMBERS;
}

function wordCells(named: ReadonlySet<string>, closed: readonly string[] | undefined): readonly string[] {
  if (!closed) return [...[...named].sort(), otherWord(named)];
  const rest = closed.filter((word) => !named.has(word));
  return [...closed.filter((word) => named.has(word)), ...rest.slice(0, 1)];
}

/** A word that nobody names. */
export function otherWord(named: ReadonlySet<string>, word = 'another'): string {
  return named.has(word) ? otherWord(named, `${word}-one`) : word;
}

// A fact that the catalogue lacks may be of any type that its tests ask for.
function untyped(asked: Asked, numbers: readonly number[]): readonly FactValue[] {
  return [
    ...numbers,
    ...(asked.words.size > 0 ? wordCells(asked.words, undefined) : []),
    ...(asked.truthValues.size > 0 ? [true, false] : []),
    ...(asked.members.size > 0 ? [[]] : []),
  ];
}

/** Each named number, and one example of every gap between them that holds a whole number. */
export function numberCells(named: readonly number[], { least, greatest, step }: Range): readonly number[] {
  const whole = named.flatMap((point) => [Math.floor(point), Math.ceil(point)]);
  const points = [...new Set(whole)].filter((point) => point >= least && point <= greatest).sort((a, b) => a - b);
  if (points.length === 0) return [least < 0 ? 0 : least];
  const first = points[0] as number;
  const below = first > least ? [Math.max(least, first - step)] : [];
  return [
    ...below,
    ...points.flatMap((point, at) => [point, ...gapAfter(point, points[at + 1] ?? greatest + 1, step)]),
  ];
}

function gapAfter(point: number, next: number, step: number): readonly number[] {
  if (next - point <= 1) return [];
  const tidy = (Math.floor(point / step) + 1) * step;
  return [tidy < next ? tidy : point + 1];
}
