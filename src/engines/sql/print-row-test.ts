import type { RowTest } from '../data-engine.js';
import { type Bindings, quoted } from './bindings.js';

const SIGNS = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** A test over the columns of an event row as SQL. */
export function printRowTest(test: RowTest, bindings: Bindings): string {
  switch (test.kind) {
    case 'all':
    case 'any':
      return `(${test.of.map((part) => printRowTest(part, bindings)).join(test.kind === 'all' ? ' and ' : ' or ')})`;
    case 'not':
      return `(not ${printRowTest(test.of, bindings)})`;
    case 'startsWith':
      return `starts_with(${quoted(test.column)}, ${bindings.bind(test.value)})`;
    case 'isNull':
      return `(${quoted(test.column)} is ${test.value ? '' : 'not '}null)`;
    case 'in':
      return `(${quoted(test.column)} in (${test.value.map((word) => bindings.bind(word)).join(', ')}))`;
    case 'eq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return `(${quoted(test.column)} ${SIGNS[test.kind]} ${bindings.bind(test.value)})`;
  }
}
