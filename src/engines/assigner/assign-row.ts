import type {
  BinModel,
  CentroidModel,
  ColumnCondition,
  ColumnTest,
  Model,
  RuleModel,
} from '../../plugin-contract/index.js';
import { segmentNames, UNASSIGNED } from '../sql/print-model.js';

/** One row of features by column; null is a missing value. */
export type FeatureRow = Readonly<Record<string, number | string | boolean | null>>;

/**
 * The index of a row's segment by plain arithmetic, in the order of `segmentNames`; -1 is unassigned.
 * The reference that the assignment in SQL must agree with, row by row.
 */
export function assignRow(model: Model, row: FeatureRow): number {
  switch (model.form) {
    case 'centroids':
      return nearest(model, row);
    case 'rules':
      return firstRule(model, row);
    case 'bins':
      return firstSegment(model, row);
  }
}

function nearest({ columns, segments }: CentroidModel, row: FeatureRow): number {
  const scaled: number[] = [];
  for (const { column, centre, scale } of columns) {
    const value = row[column];
    if (typeof value !== 'number') return UNASSIGNED;
    scaled.push((value - centre) / scale);
  }
  const distances = segments.map(({ centroid }) => squaredDistance(scaled, centroid));
  return distances.indexOf(Math.min(...distances));
}

function squaredDistance(point: readonly number[], centroid: readonly number[]): number {
  return point.reduce((sum, value, at) => sum + square(value - (centroid[at] as number)), 0);
}

function firstRule(model: RuleModel, row: FeatureRow): number {
  const match = model.rules.find(({ when }) => holds(when, row) === true);
  return indexOf(model, match?.segment ?? model.otherwise);
}

function firstSegment(model: BinModel, row: FeatureRow): number {
  const scores = new Map<string, number>();
  for (const { name, column, edges, reversed } of model.scores) {
    const value = row[column];
    if (typeof value !== 'number') return UNASSIGNED;
    const score = 1 + edges.filter((edge) => edge <= value).length;
    scores.set(name, reversed ? edges.length + 2 - score : score);
  }
  const match = model.segments.find(({ when }) =>
    Object.entries(when).every(([name, { from, to }]) => {
      const score = scores.get(name) as number;
      return score >= from && score <= to;
    }),
  );
  return indexOf(model, match?.name ?? model.otherwise);
}

function indexOf(model: Model, name: string | undefined): number {
  return name === undefined ? UNASSIGNED : segmentNames(model).indexOf(name);
}

/** Kleene's logic: null is unknown. */
function holds(condition: ColumnCondition, row: FeatureRow): boolean | null {
  if ('all' in condition) return every(condition.all.map((part) => holds(part, row)));
  if ('any' in condition) return negated(every(condition.any.map((part) => negated(holds(part, row)))));
  if ('not' in condition) return negated(holds(condition.not, row));
  const value = row[condition.column] ?? null;
  if (value === null) return null;
  if ('in' in condition) return condition.in.includes(value as never);
  if ('eq' in condition) return value === condition.eq;
  return typeof value === 'number' ? ordered(condition, value) : null;
}

function ordered(test: ColumnTest, value: number): boolean | null {
  if ('lt' in test) return value < test.lt;
  if ('lte' in test) return value <= test.lte;
  if ('gt' in test) return value > test.gt;
  return 'gte' in test ? value >= test.gte : null;
}

function every(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function negated(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

// A product, as SQL has it: a power may round otherwise.
function square(value: number): number {
  return value * value;
}
