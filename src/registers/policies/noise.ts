import type { DocumentPath } from '../../documents/index.js';
import type { Mistakes } from './mistakes.js';
import type { AuthoredNoise } from './noise.schema.js';
import type { Obligation } from './rule.js';

/**
 * Noise as obligations. A policy that says no δ wants none, so that its 0 is the least. Bounds come closer with every
 * policy that names the column.
 */
export function noiseObligations({ epsilon, rho, delta = 0, budget, bounds = [] }: AuthoredNoise): Obligation[] {
  const given = { noiseEpsilon: epsilon, noiseRho: rho, budgetEpsilon: budget.epsilon, budgetRho: budget.rho };
  return [
    ...Object.entries(given).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }])),
    { id: 'noiseDelta', value: delta },
    { id: 'budgetDelta', value: budget.delta ?? 0 },
    ...bounds.flatMap(({ columns, low, high }) =>
      columns.flatMap((column) => [
        { id: `boundLow:${column}`, value: low },
        { id: `boundHigh:${column}`, value: high },
      ]),
    ),
  ];
}

const AT: DocumentPath = ['spec', 'noise'];

/** What a schema cannot say of noise: one kind of loss, a budget of that kind that one answer fits in, bounds in order. */
export function checkNoise(mistakes: Mistakes, noise: AuthoredNoise): void {
  const { epsilon, rho, delta, budget, bounds = [] } = noise;
  if ((epsilon === undefined) === (rho === undefined)) {
    const found = epsilon === undefined ? 'neither epsilon nor rho' : 'epsilon and rho';
    mistakes.add(AT, 'NOISE_LOSS', found, 'one of epsilon and rho');
  }
  if (delta !== undefined && epsilon === undefined) {
    mistakes.add([...AT, 'delta'], 'NOISE_LOSS', 'a delta beside rho', 'delta with epsilon only');
  }
  for (const kind of ['epsilon', 'rho', 'delta'] as const) checkBudget(mistakes, kind, noise[kind], budget[kind]);
  checkBounds(mistakes, bounds);
}

function checkBudget(mistakes: Mistakes, kind: string, one: number | undefined, all: number | undefined): void {
  if (one === undefined && all === undefined) return;
  const path = all === undefined ? [...AT, 'budget'] : [...AT, 'budget', kind];
  if (one === undefined) {
    mistakes.add(path, 'NOISE_BUDGET', `a budget of ${kind}`, `no ${kind} in the budget: no answer costs any`);
  } else if (all === undefined || all < one) {
    mistakes.add(
      path,
      'NOISE_BUDGET',
      all === undefined ? `no ${kind}` : `${all}`,
      `at least the ${one} of one answer`,
    );
  }
}

function checkBounds(mistakes: Mistakes, bounds: NonNullable<AuthoredNoise['bounds']>): void {
  const seen = new Set<string>();
  for (const [at, { columns, low, high }] of bounds.entries()) {
    const path = [...AT, 'bounds', at];
    if (low >= high) mistakes.add([...path, 'high'], 'NOISE_BOUNDS', `${high}`, `more than the low ${low}`);
    for (const [index, column] of columns.entries()) {
      if (seen.has(column)) {
        mistakes.add([...path, 'columns', index], 'NOISE_BOUNDS', 'the column a second time', 'each column once');
      }
      seen.add(column);
    }
  }
}
