import type { CountTable } from '../count-table/index.js';
import { measuresError } from '../measures.errors.js';

/** @throws COUNTS_INVALID unless every segment has a finite value */
export function refuseBenefits({ segments }: CountTable, benefits: readonly number[]): void {
  if (benefits.length === segments.length && benefits.every(Number.isFinite)) return;
  throw measuresError('COUNTS_INVALID', {
    found: `${benefits.length} values for ${segments.length} segments`,
    expected: 'one finite number per segment',
    where: 'benefits',
    next: 'Give every segment a value.',
  });
}
