import { frozen } from '../../documents/index.js';
import type { Consequence, Permit } from '../decision/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { DriftReport, FairnessReport, RepresentationReport } from '../fairness/index.js';
import type { Features } from '../preparation/index.js';
import type { PrivacyReport } from '../privacy/index.js';
import { benefitFindings } from './benefit-findings.js';
import { driftFindings } from './drift-findings.js';
import { fairnessFindings, stricter } from './fairness-findings.js';
import { noiseFindings } from './noise-findings.js';
import { privacyFindings } from './privacy-findings.js';
import { recodedFindings } from './recoded-findings.js';
import type { Attempt, Finding, Trial, Verdict, Withheld } from './verdict.js';

/** What the gates look at; they repair nothing. */
export interface GateInput {
  readonly permit: Permit;
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly fairness: FairnessReport;
  readonly drift: DriftReport;
  /** Null under noise, and of a run that is only tried beside another. */
  readonly representation: RepresentationReport | null;
  readonly privacy: PrivacyReport;
  readonly attempt: Attempt;
  /** Whether the ledger has enough left for an answer under noise; true where there is no noise. */
  readonly affordable: boolean;
}

/** Obligations that the gates themselves carry out, by the part of their id before the target. */
const CARRIED_OUT_HERE = new Set([
  'alphaMax',
  'approvals',
  'attemptsMax',
  'benefitDifferenceMax',
  'benefitRatioMin',
  'betaMax',
  'boundHigh',
  'boundLow',
  'budgetDelta',
  'budgetEpsilon',
  'budgetRho',
  'cellSizeMin',
  'confidence',
  'correction',
  'deltaMax',
  'differenceMin',
  'driftMax',
  'driftRuns',
  'entropyLMin',
  'groupSizeMin',
  'isolationMin',
  'kMin',
  'kWithSegmentMin',
  'lMin',
  'modelOnly',
  'noiseDelta',
  'noiseEpsilon',
  'noiseRho',
  'onDrift',
  'onFail',
  'onInconclusive',
  'onNotAssessed',
  'onNotEstimable',
  'onSmallDifference',
  'ratioMin',
  'recursiveCMax',
  'releaseDays',
  'tMax',
]);

/** Cleared, held or withheld, with every finding: the strictest consequence wins. */
export function judge(input: GateInput): Verdict {
  const acknowledged = acknowledgedObligations(input);
  const findings = [
    ...fairnessFindings(input.fairness, input.permit.limits),
    ...benefitFindings(input.fairness, input.permit.limits),
    ...driftFindings(input.drift, input.permit.limits),
    ...privacyFindings(input.permit, input.privacy),
    ...disclosureFindings(input),
    ...recodedFindings(input.candidate, input.privacy.recoded),
    ...proceduralFindings(input),
    ...noiseFindings(input),
    ...undoneObligations(input.permit, acknowledged),
  ];
  const strictest = findings.map(({ consequence }) => consequence).reduce<Consequence>(stricter, 'release');
  const kind = strictest === 'withhold' ? 'withheld' : strictest === 'hold' ? 'held' : 'cleared';
  const trials = kind === 'withheld' ? { trials: [] } : {};
  return frozen({ kind, ...input, findings, acknowledged, ...trials }) as unknown as Verdict;
}

/** A withheld verdict with what was tried beside it. */
export function withTrials(verdict: Withheld, trials: readonly Trial[]): Withheld {
  return frozen({ ...verdict, trials }) as Withheld;
}

function disclosureFindings({ permit, candidate }: GateInput): readonly Finding[] {
  const limit = permit.limits.segmentSizeMin;
  const shown = candidate.rows.segments.filter(({ suppressed, rows }) => !suppressed && rows > 0);
  const suppressed = candidate.suppressed.map(
    ({ name }): Finding => ({
      code: 'SEGMENTS_SUPPRESSED',
      consequence: 'release',
      subject: name,
      segment: name,
      limit,
    }),
  );
  // Under noise, that nobody is there is nothing that may be told.
  if (shown.length > 0 || permit.limits.noise !== null) return suppressed;
  return [...suppressed, { code: 'NOTHING_TO_RELEASE', consequence: 'withhold', subject: 'segments', found: 0, limit }];
}

function proceduralFindings({ permit, candidate, attempt }: GateInput): readonly Finding[] {
  const { attemptsMax, approvals, modelOnly } = permit.limits;
  const findings: Finding[] = approvals.map((role) => ({
    code: 'APPROVAL_NEEDED',
    consequence: 'hold',
    subject: role,
  }));
  if (attemptsMax !== null && attempt.number > attemptsMax) {
    const found = { found: attempt.number, limit: attemptsMax };
    findings.push({ code: 'TOO_MANY_ATTEMPTS', consequence: 'withhold', subject: 'attempts', ...found });
  }
  // Whose place or values were changed by their group is in a segment that no model of features explains.
  const { model, mitigated } = candidate.segmentation;
  const byGroup = mitigated?.kind === 'reassignment' || mitigated?.kind === 'residualisation';
  if (modelOnly && (model === null || byGroup)) {
    findings.push({ code: 'LABELS_FORBIDDEN', consequence: 'withhold', subject: permit.request.plugin });
  }
  if (candidate.rows.foreign > 0) {
    const found = { found: candidate.rows.foreign, limit: 0 };
    findings.push({ code: 'FOREIGN_LABELS', consequence: 'withhold', subject: 'labels', ...found });
  }
  // Nobody outside can know whom policy leaves out: their labels are dropped, and it is said.
  if (candidate.rows.leftOut > 0) {
    findings.push({ code: 'LABELS_LEFT_OUT', consequence: 'release', subject: 'labels' });
  }
  return findings;
}

function acknowledgedObligations({ permit, features, candidate }: GateInput): readonly string[] {
  const here = permit.obligations.map(({ id }) => id).filter((id) => CARRIED_OUT_HERE.has(id.split(':')[0] as string));
  return [...new Set([...features.acknowledged, ...candidate.acknowledged, ...here])].sort();
}

// An obligation that no stage carried out is a no: silence must never widen a permit.
function undoneObligations(permit: Permit, acknowledged: readonly string[]): readonly Finding[] {
  return permit.obligations
    .filter(({ id }) => !acknowledged.includes(id))
    .map(({ id }) => ({ code: 'OBLIGATION_NOT_CARRIED_OUT', consequence: 'withhold', subject: id }));
}
