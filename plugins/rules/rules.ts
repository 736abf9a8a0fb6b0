import { type ColumnCondition, type PluginColumn, Refusal } from 'probity/plugin';

/** Throws UNKNOWN_COLUMN or WRONG_TYPE: a condition that can never be true would silently leave a segment empty. */
export function checkRules(
  rules: readonly { readonly when: ColumnCondition }[],
  columns: readonly PluginColumn[],
): void {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  for (const test of rules.flatMap(({ when }) => testsOf(when))) {
    const type = types.get(test.column);
    if (type === undefined) throw new Refusal('UNKNOWN_COLUMN');
    if (!valuesOf(test).every((value) => fits(value, type))) throw new Refusal('WRONG_TYPE');
  }
}

type ColumnTest = Extract<ColumnCondition, { readonly column: string }>;

function testsOf(condition: ColumnCondition): readonly ColumnTest[] {
  if ('all' in condition) return condition.all.flatMap(testsOf);
  if ('any' in condition) return condition.any.flatMap(testsOf);
  if ('not' in condition) return testsOf(condition.not);
  return [condition];
}

function valuesOf({ column: _column, ...test }: ColumnTest): readonly unknown[] {
  return Object.values(test).flat();
}

function fits(value: unknown, type: PluginColumn['type']): boolean {
  switch (type) {
    case 'number':
    case 'date':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
  }
}
