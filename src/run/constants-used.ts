import type { Facts } from '../conditions/index.js';
import { type AskedColumn, type ConstantInForce, constantsInForce, speaksOf } from '../stages/decision/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import type { Registers } from './parts.js';

/**
 * The constants of law that a decision went by, with the values that held: of every policy that speaks of the request,
 * for a prohibition that did not count went by its constants too.
 */
export function constantsUsed(
  { purpose, dataset, plugin }: SegmentationRequest,
  facts: Facts,
  { registers, columns }: { readonly registers: Registers; readonly columns: readonly AskedColumn[] },
): readonly ConstantInForce[] {
  const categories = [...new Set(columns.flatMap((column) => column.categories))];
  const question = { purpose, dataset, plugin, categories, facts };
  const rules = registers.policies.rules.filter((rule) => speaksOf(rule, question));
  return constantsInForce(rules, facts['now']);
}
