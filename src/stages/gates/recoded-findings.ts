import type { ReleaseCandidate } from '../disclosure/index.js';
import type { PrivacyReport } from '../privacy/index.js';
import type { Finding } from './verdict.js';

/** A k-anonymous table that does not reach its targets, whatever the search said of it. */
export function recodedFindings(
  { recoded }: Pick<ReleaseCandidate, 'recoded'>,
  risk: PrivacyReport['recoded'],
): readonly Finding[] {
  if (recoded === null) return [];
  const subject = recoded.columns.join(' x ');
  const { k, l } = recoded.targets;
  if (recoded.kind === 'unreached' || risk === null) {
    return [{ code: 'TABLE_NOT_REACHED', consequence: 'withhold', subject, limit: k }];
  }
  const below = (found: number, limit: number): readonly Finding[] =>
    found >= limit ? [] : [{ code: 'TABLE_NOT_REACHED', consequence: 'withhold', subject, found, limit }];
  return [...below(risk.kWithSegment, k), ...below(risk.distinctL, l)];
}
