import type { BudgetLimits } from '../../../budget/index.js';
import { DELTA_UNIT } from '../../../budget/index.js';
import { EPSILON_UNIT, RHO_UNIT } from '../../../noise/index.js';
import type { Finding } from '../../gates/index.js';
import type { SegmentationReport } from '../report.schema.js';
import { HIDDEN_EFFECTS } from '../trait-part.js';
import type { NoisePlan } from './noise-plan.js';
import type { NoisyProfile } from './noisy-profile.js';

/** What was told under noise, or would have been where nothing was released. */
export interface ToldUnderNoise {
  readonly plan: NoisePlan;
  /** Null where nothing was drawn. */
  readonly profile: NoisyProfile | null;
  /** What is left of the budget. */
  readonly left: BudgetLimits;
}

/**
 * A report under noise: no figure of the data but noisy ones. Verdicts stay words; whatever was counted is null, and
 * names that come from data (groups, proxies) are left out. An exact count beside a noisy one would undo the noise.
 */
export function hiddenFigures(report: SegmentationReport, told: ToldUnderNoise | null): SegmentationReport {
  // Named one by one: what a later report knows besides does not pass by itself.
  const { apiVersion, kind, statement, outcome, run, attempt, request, purpose, destination, decision } = report;
  const { columns, plugin, limits, acknowledged, digests, destroyBy, engine } = report;
  return {
    ...{ apiVersion, kind, statement, outcome, run, attempt, request, purpose, destination, decision },
    columns,
    rows: rowsAlone(report),
    plugin: { ...plugin, rowsSeen: null, facts: {} },
    ...noisySegments(report, told?.profile ?? null),
    fairness: verdictsAlone(report),
    privacy: null,
    limits,
    findings: withoutFigures(report.findings),
    ...(told === null ? {} : { noise: noisePart(told) }),
    notShown: [
      { code: 'NOISE_HIDES_FIGURES', subject: 'report' },
      ...report.notShown.filter(({ code }) => DECLARED.has(code)),
    ],
    ...{ acknowledged, digests, destroyBy, engine },
  };
}

function rowsAlone({ rows }: SegmentationReport): SegmentationReport['rows'] {
  return {
    read: null,
    kept: null,
    removed: rows.removed.map(({ rule, reason }) => ({ rule, reason, rows: null, only: null })),
    consent: rows.consent && { ...rows.consent, subjects: null },
    source: rows.source,
  };
}

function verdictsAlone({ fairness }: SegmentationReport): SegmentationReport['fairness'] {
  const { confidence, correction, traits } = fairness;
  return {
    ...{ confidence, correction, comparisons: null, triedBefore: null },
    traits: traits.map(({ trait, status, ratioMin, verdict, benefit }) => {
      return {
        trait,
        status,
        ratioMin,
        verdict,
        groups: [],
        rates: [],
        comparisons: [],
        benefit: benefit && { ...benefit, comparisons: [] },
        effects: HIDDEN_EFFECTS,
        figures: null,
      };
    }),
    ...{ proxies: [], identifierLike: [], together: [], throughSegments: null },
  };
}

/** Gaps that follow from what was declared, whatever the data are. */
const DECLARED = new Set(['TRAIT_NOT_HELD', 'NO_TRAITS', 'NO_QUASI_IDENTIFIERS', 'INPUTS_NOT_GOVERNED']);

/** What gates found, as code and subject alone, each once: how often, where and how far are figures of the data. */
export function withoutFigures<
  F extends Pick<Finding, 'code' | 'consequence' | 'subject' | 'limit'> | SegmentationReport['findings'][number],
>(findings: readonly F[]): F[] {
  const bare = findings.map(({ code, consequence, subject, limit }) => {
    return { code, consequence, subject, ...(limit === undefined ? {} : { limit }) } as F;
  });
  return [...new Map(bare.map((one) => [`${one.code} ${one.subject}`, one])).values()];
}

function noisySegments({ segments }: SegmentationReport, profile: NoisyProfile | null) {
  if (profile === null)
    return { segments: segments.map(({ name }) => ({ name, rows: null, suppressed: null })), unassigned: null };
  return {
    segments: profile.segments.map(({ segment, people }) => ({
      name: segment,
      rows: people?.count ?? null,
      suppressed: people === null ? 'smaller-than-minimum' : null,
    })),
    unassigned: profile.unassigned.count,
  };
}

function noisePart({ plan, profile, left }: ToldUnderNoise): NonNullable<SegmentationReport['noise']> {
  const { cost, query, sums, values, leftOut } = plan;
  return {
    mechanism: 'epsilon' in plan.loss ? 'discrete-laplace' : 'discrete-gaussian',
    ...inWhole(cost),
    query,
    halfWidth: profile?.unassigned.halfWidth ?? null,
    bounds: sums.map(({ column, low, high }) => ({ column, low, high })),
    values: [...values],
    leftOut: [...leftOut],
    left: inWhole(left),
  };
}

/** Losses as people write them, from units that ledgers add. */
export function inWhole({ epsilon, rho, delta }: { epsilon: number | null; rho: number | null; delta: number }) {
  return {
    epsilon: epsilon === null ? null : epsilon / EPSILON_UNIT,
    rho: rho === null ? null : rho / RHO_UNIT,
    delta: delta / DELTA_UNIT,
  };
}
