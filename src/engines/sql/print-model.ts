import type { BinModel, CentroidModel, ColumnCondition, Model, RuleModel } from '../../plugin-contract/index.js';
import { type Bindings, quoted } from './bindings.js';

/** The index of an unassigned row. */
export const UNASSIGNED = -1;
const KEY = '"probity.k" as "k"';

/** Segment names of a model in the order of their indexes. */
export function segmentNames(model: Model): readonly string[] {
  switch (model.form) {
    case 'centroids':
      return model.segments.map(({ name }) => name);
    case 'rules':
      return distinct([...model.rules.map(({ segment }) => segment), ...(model.otherwise ? [model.otherwise] : [])]);
    case 'bins':
      return distinct([...model.segments.map(({ name }) => name), ...(model.otherwise ? [model.otherwise] : [])]);
  }
}

/** A query that gives `"k"` and the segment index `"s"` of every row of features, whose key is `"probity.k"`. */
export function printModel(model: Model, from: string, bindings: Bindings): string {
  switch (model.form) {
    case 'centroids':
      return printCentroids(model, from, bindings);
    case 'rules':
      return `select ${KEY}, cast(${printRules(model, bindings)} as smallint) as "s" from ${from}`;
    case 'bins':
      return printBins(model, from, bindings);
  }
}

function printCentroids(model: CentroidModel, from: string, bindings: Bindings): string {
  const nearest = printNearest(model.segments.map((_, at) => `"d${at}"`));
  const distances = printDistances(model, from, bindings);
  return `select "k", cast(case when "n" then ${UNASSIGNED} ${nearest} end as smallint) as "s" from (${distances})`;
}

/**
 * A query that gives `"k"`, whether a feature is missing as `"n"`, and the squared distances `"d0"` and up to the centroids.
 * Differences are columns of their own, so that each is computed once and squared by a product, as the assigner does.
 */
export function printDistances(model: CentroidModel, from: string, bindings: Bindings): string {
  const scaled = model.columns.map(({ column, centre, scale }, at) => {
    return `(${quoted(column)} - ${bindings.bindDouble(centre)}) / ${bindings.bindDouble(scale)} as "x${at}"`;
  });
  const differences = model.segments.flatMap(({ centroid }, segment) =>
    centroid.map((value, at) => `"x${at}" - ${bindings.bindDouble(value)} as "t${segment}_${at}"`),
  );
  const distances = model.segments.map(({ centroid }, segment) => {
    const squares = centroid.map((_, at) => `"t${segment}_${at}" * "t${segment}_${at}"`);
    return `${squares.join(' + ')} as "d${segment}"`;
  });
  const axes = model.columns.map((_, at) => `"x${at}"`);
  const anyNull = axes.map((axis) => `${axis} is null`).join(' or ');
  const one = `select ${KEY}, ${scaled.join(', ')} from ${from}`;
  const two = `select "k", ${axes.join(', ')}, ${differences.join(', ')} from (${one})`;
  return `select "k", (${anyNull}) as "n", ${distances.join(', ')} from (${two})`;
}

/** The arms of a `case` that give the place of the smallest; the first of equals. */
export function printNearest(values: readonly string[]): string {
  const arms = values.map((value, at) => {
    const later = values.slice(at + 1).map((other) => `${value} <= ${other}`);
    return `when ${later.length > 0 ? later.join(' and ') : 'true'} then ${at}`;
  });
  return arms.join(' ');
}

/** The squared distance of a row `p` of features to the centre of its segment, the index `"a"."s"`. */
export function printAssignedDistance({ columns, segments }: CentroidModel, bindings: Bindings): string {
  const scaled = columns.map(({ column, centre, scale }) => {
    return `("p".${quoted(column)} - ${bindings.bindDouble(centre)}) / ${bindings.bindDouble(scale)}`;
  });
  const cases = segments.map(({ centroid }, segment) => {
    const squares = centroid.map((value, at) => `power(${scaled[at]} - ${bindings.bindDouble(value)}, 2)`);
    return `when ${segment} then ${squares.join(' + ')}`;
  });
  return `case "a"."s" ${cases.join(' ')} end`;
}

function printRules(model: RuleModel, bindings: Bindings): string {
  const names = segmentNames(model);
  const cases = model.rules.map(({ segment, when }) => {
    return `when ${printColumnCondition(when, bindings)} then ${names.indexOf(segment)}`;
  });
  const otherwise = model.otherwise === undefined ? UNASSIGNED : names.indexOf(model.otherwise);
  return cases.length === 0 ? String(otherwise) : `case ${cases.join(' ')} else ${otherwise} end`;
}

function printBins(model: BinModel, from: string, bindings: Bindings): string {
  const names = segmentNames(model);
  const scores = model.scores.map(({ column, edges, reversed }, at) => {
    const steps = edges.map((edge) => `case when ${quoted(column)} >= ${bindings.bindDouble(edge)} then 1 else 0 end`);
    const score = ['1', ...steps].join(' + ');
    const turned = reversed ? `${edges.length + 2} - (${score})` : score;
    return `case when ${quoted(column)} is null then null else ${turned} end as "b${at}"`;
  });
  const place = new Map(model.scores.map(({ name }, at) => [name, `"b${at}"`]));
  const cases = model.segments.map(({ name, when }) => {
    const ranges = Object.entries(when).map(
      ([score, { from: low, to }]) => `${place.get(score)} between ${bindings.bind(low)} and ${bindings.bind(to)}`,
    );
    return `when ${ranges.length > 0 ? ranges.join(' and ') : 'true'} then ${names.indexOf(name)}`;
  });
  const otherwise = model.otherwise === undefined ? UNASSIGNED : names.indexOf(model.otherwise);
  const anyNull = model.scores.map((_, at) => `"b${at}" is null`).join(' or ');
  const scored = `select ${KEY}, ${scores.join(', ')} from ${from}`;
  const chosen = `case when ${anyNull} then ${UNASSIGNED} ${cases.join(' ')} else ${otherwise} end`;
  return `select "k", cast(${chosen} as smallint) as "s" from (${scored})`;
}

function printColumnCondition(condition: ColumnCondition, bindings: Bindings): string {
  if ('all' in condition) return `(${condition.all.map((part) => printColumnCondition(part, bindings)).join(' and ')})`;
  if ('any' in condition) return `(${condition.any.map((part) => printColumnCondition(part, bindings)).join(' or ')})`;
  if ('not' in condition) return `(not ${printColumnCondition(condition.not, bindings)})`;
  const column = quoted(condition.column);
  if ('in' in condition) return `(${column} in (${condition.in.map((word) => bound(word, bindings)).join(', ')}))`;
  if ('eq' in condition) return `(${column} = ${bound(condition.eq, bindings)})`;
  if ('lt' in condition) return `(${column} < ${bindings.bindDouble(condition.lt)})`;
  if ('lte' in condition) return `(${column} <= ${bindings.bindDouble(condition.lte)})`;
  if ('gt' in condition) return `(${column} > ${bindings.bindDouble(condition.gt)})`;
  return `(${column} >= ${bindings.bindDouble(condition.gte)})`;
}

function bound(value: string | number | boolean, bindings: Bindings): string {
  return typeof value === 'number' ? bindings.bindDouble(value) : bindings.bind(value);
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
