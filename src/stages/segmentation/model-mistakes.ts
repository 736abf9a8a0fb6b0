import type {
  BinModel,
  CentroidModel,
  ColumnCondition,
  Model,
  PluginColumn,
  RuleModel,
} from '../../plugin-contract/index.js';

/** A condition has at most this many parts, so that its SQL stays small. */
const CONDITION_PARTS_MAX = 1000;
const CONDITION_DEPTH_MAX = 16;

/** What is wrong with a model of the right shape, over the columns that were given; null when nothing is. */
export function modelMistake(model: Model, columns: readonly PluginColumn[]): string | null {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  if (columnsOfModel(model).some((column) => !types.has(column))) return 'a column that was not given';
  switch (model.form) {
    case 'centroids':
      return centroidMistake(model, types);
    case 'rules':
      return ruleMistake(model, types);
    case 'bins':
      return binMistake(model, types);
  }
}

/** Every column that a model reads, once, in its order. */
export function columnsOfModel(model: Model): readonly string[] {
  switch (model.form) {
    case 'centroids':
      return distinct(model.columns.map(({ column }) => column));
    case 'rules':
      return distinct(model.rules.flatMap(({ when }) => testsOf(when).map(({ column }) => column)));
    case 'bins':
      return distinct(model.scores.map(({ column }) => column));
  }
}

/** Every segment that a model can give. */
export function namesOfModel(model: Model): readonly string[] {
  switch (model.form) {
    case 'centroids':
      return model.segments.map(({ name }) => name);
    case 'rules':
      return [
        ...model.rules.map(({ segment }) => segment),
        ...(model.otherwise === undefined ? [] : [model.otherwise]),
      ];
    case 'bins':
      return [...model.segments.map(({ name }) => name), ...(model.otherwise === undefined ? [] : [model.otherwise])];
  }
}

type Types = ReadonlyMap<string, PluginColumn['type']>;

function centroidMistake({ columns, segments }: CentroidModel, types: Types): string | null {
  if (new Set(columns.map(({ column }) => column)).size !== columns.length) return 'a column twice';
  if (!columns.every(({ column }) => isNumber(types, column))) return 'a distance over a column that is no number';
  if (new Set(segments.map(({ name }) => name)).size !== segments.length) return 'two segments of one name';
  if (!segments.every(({ centroid }) => centroid.length === columns.length)) return 'a centroid of another dimension';
  return null;
}

// Several rules may lead to one segment.
function ruleMistake({ rules }: RuleModel, types: Types): string | null {
  if (!rules.every(({ when }) => isShallow(when, CONDITION_DEPTH_MAX))) return 'conditions nested too deep';
  const tests = rules.flatMap(({ when }) => testsOf(when));
  if (tests.length > CONDITION_PARTS_MAX) return 'more conditions than a model may have';
  return tests.every((test) => fits(test, types)) ? null : 'a test that does not fit the type of its column';
}

function binMistake({ scores, segments }: BinModel, types: Types): string | null {
  const names = scores.map(({ name }) => name);
  if (new Set(names).size !== names.length) return 'two scores of one name';
  if (!scores.every(({ column }) => isNumber(types, column))) return 'a score over a column that is no number';
  if (!scores.every(({ edges }) => edges.every((edge, at) => at === 0 || edge >= (edges[at - 1] as number)))) {
    return 'edges that are not in ascending order';
  }
  if (new Set(segments.map(({ name }) => name)).size !== segments.length) return 'two segments of one name';
  if (!segments.every(({ when }) => Object.keys(when).every((name) => names.includes(name))))
    return 'a score that does not exist';
  return null;
}

type Leaf = Extract<ColumnCondition, { readonly column: string }>;

function testsOf(condition: ColumnCondition): readonly Leaf[] {
  if ('all' in condition) return condition.all.flatMap(testsOf);
  if ('any' in condition) return condition.any.flatMap(testsOf);
  if ('not' in condition) return testsOf(condition.not);
  return [condition];
}

function isShallow(condition: ColumnCondition, depth: number): boolean {
  if (depth === 0) return false;
  if ('all' in condition) return condition.all.every((part) => isShallow(part, depth - 1));
  if ('any' in condition) return condition.any.every((part) => isShallow(part, depth - 1));
  return 'not' in condition ? isShallow(condition.not, depth - 1) : true;
}

function fits(test: Leaf, types: Types): boolean {
  const wanted = types.get(test.column);
  const isOf = (value: unknown) =>
    wanted === 'text'
      ? typeof value === 'string'
      : wanted === 'boolean'
        ? typeof value === 'boolean'
        : typeof value === 'number';
  if ('eq' in test) return isOf(test.eq);
  if ('in' in test) return wanted !== 'boolean' && test.in.every(isOf);
  return isNumber(types, test.column);
}

function isNumber(types: Types, column: string): boolean {
  return types.get(column) === 'number' || types.get(column) === 'date';
}

function distinct(columns: readonly string[]): readonly string[] {
  return [...new Set(columns)];
}
