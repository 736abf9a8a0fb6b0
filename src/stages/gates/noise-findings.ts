import type { GateInput } from './judge.js';
import type { Finding } from './verdict.js';

/**
 * What would make noise promise more than it keeps: segments that follow from data, rows that are not people, and a
 * budget that is spent.
 */
export function noiseFindings({ permit, features, candidate, affordable }: GateInput): readonly Finding[] {
  if (permit.limits.noise === null) return [];
  const { plan } = features.rows;
  const findings: Finding[] = [];
  if (followsFromData(candidate, plan.features)) {
    findings.push({ code: 'SEGMENTS_FROM_DATA', consequence: 'withhold', subject: permit.request.plugin });
  }
  if (plan.source.table !== null && plan.source.subjectKey === null) {
    findings.push({ code: 'PEOPLE_NOT_TOLD_APART', consequence: 'withhold', subject: permit.request.dataset });
  }
  if (!affordable)
    findings.push({ code: 'BUDGET_SPENT', consequence: 'withhold', subject: permit.request.destination });
  return findings;
}

// A plugin that saw rows or quantiles, labels from outside, and bins of quantiles that people are assigned by.
function followsFromData(
  { segmentation }: GateInput['candidate'],
  features: GateInput['features']['rows']['plan']['features'],
): boolean {
  const binned = features.filter(({ mask }) => mask?.kind === 'quantiles').map(({ column }) => column);
  return segmentation.fromData || segmentation.usedColumns.some((column) => binned.includes(column));
}
