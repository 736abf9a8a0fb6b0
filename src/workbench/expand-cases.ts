import type { AuthoredValue, Cases, PolicyCase } from './cases.schema.js';
import { workbenchError } from './workbench.errors.js';

/** Cases that one matrix, and one file, may make. */
const MATRIX_MAX = 256;
const FILE_MAX = 10_000;
/** The axes that are parts of the request; every other one is a fact. */
export const REQUEST_PARTS: readonly string[] = [
  'purpose',
  'dataset',
  'destination',
  'plugin',
  'columns',
  'actor',
  'context',
];

/**
 * The cases of a file with every matrix written out, each with its clock. A case of a matrix is named by the sentence
 * and the values of its axes.
 * @throws CASE_MATRIX when they are more than a test takes
 */
export function expandedCases({ clock, cases }: Cases): readonly PolicyCase[] {
  const expanded = cases.flatMap((one) => combinations(one).map((value) => ({ clock, ...value })));
  if (expanded.length <= FILE_MAX) return expanded;
  throw tooMany(`${expanded.length} cases`, FILE_MAX);
}

function combinations(one: PolicyCase): readonly PolicyCase[] {
  const { matrix, ...plain } = one;
  if (matrix === undefined) return [plain];
  const mistake = matrixMistake(one);
  if (mistake) throw tooMany(mistake.found, MATRIX_MAX);
  const axes = Object.entries(matrix);
  return axes
    .reduce<readonly Point[]>((points, [axis, values]) => points.flatMap((point) => along(point, axis, values)), [[]])
    .map((point) => placed(plain, point));
}

/** What is wrong with a matrix that makes more cases than one may; null otherwise. */
export function matrixMistake({ name, matrix = {} }: PolicyCase) {
  const count = Object.values(matrix).reduce((product, values) => product * values.length, 1);
  if (count <= MATRIX_MAX) return null;
  return { found: `${count} combinations in '${name}'`, expected: `at most ${MATRIX_MAX}` };
}

type Point = readonly (readonly [string, AuthoredValue])[];

function along(point: Point, axis: string, values: readonly AuthoredValue[]): readonly Point[] {
  return values.map((value) => [...point, [axis, value]]);
}

function placed(one: PolicyCase, point: Point): PolicyCase {
  const ofRequest = point.filter(([axis]) => REQUEST_PARTS.includes(axis));
  const ofFacts = point.filter(([axis]) => !REQUEST_PARTS.includes(axis));
  for (const [axis, value] of ofRequest) assertPart(axis, value);
  const values = point.map(([axis, value]) => `${axis}: ${Array.isArray(value) ? value.join(' ') : value}`);
  return {
    ...one,
    name: `${one.name} [${values.join(', ')}]`,
    request: { ...one.request, ...Object.fromEntries(ofRequest) },
    facts: { ...one.facts, ...Object.fromEntries(ofFacts) },
  };
}

function assertPart(axis: string, value: AuthoredValue): void {
  if (axis === 'columns' ? Array.isArray(value) && value.length > 0 : typeof value === 'string') return;
  throw workbenchError('CASE_FACT', {
    found: `a value of another type on the axis '${axis}'`,
    expected: axis === 'columns' ? 'lists of column names' : 'names',
    next: 'Mend the matrix.',
  });
}

function tooMany(found: string, most: number) {
  return workbenchError('CASE_MATRIX', {
    found,
    expected: `at most ${most}`,
    next: 'Take an axis out, or say what matters in several smaller matrices.',
  });
}
