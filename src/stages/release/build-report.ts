import { canonicalJson, type Digest, digestOf, isoInstant } from '../../documents/index.js';
import type { ConstantInForce, Permit, Reason } from '../decision/index.js';
import type { Finding, Verdict } from '../gates/index.js';
import { driftNotShown, driftPart } from './drift-part.js';
import { hasHidden, hiddenSegments, shownCount } from './minimum-cell.js';
import { mitigationPart, tellsGroup } from './mitigation-part.js';
import { hiddenFigures, type ToldUnderNoise } from './noise/index.js';
import { proxyPart } from './proxy-part.js';
import { recodedPart } from './recoded-part.js';
import type { SegmentationReport } from './report.schema.js';
import { representationNotShown, representationPart } from './representation-part.js';
import { shownPrivacy } from './shown-privacy.js';
import { shownRows } from './shown-rows.js';
import { hiddenOf, traitPart } from './trait-part.js';

/** What a report says besides what the run itself found; none of it is about a person. */
export interface ReportContext {
  readonly environment: 'rehearsal' | 'production';
  readonly purpose: SegmentationReport['purpose'];
  readonly destination: SegmentationReport['destination'];
  readonly plugin: Pick<SegmentationReport['plugin'], 'version' | 'digest' | 'builtIn'>;
  readonly legalProfiles: SegmentationReport['decision']['legalProfiles'];
  /** Of every policy that speaks of the request, with the values that held when it was decided. */
  readonly constants: readonly ConstantInForce[];
  readonly subjects: readonly string[];
  readonly engine: SegmentationReport['engine'];
  /** Null where rows may leave. */
  readonly noise: ToldUnderNoise | null;
}

const DAY_MS = 86_400_000;

/** The report of a judged run. Counts under the minimum cell are hidden, with a companion where margins would tell. */
export function buildReport(
  permit: Permit,
  verdict: Verdict,
  context: ReportContext,
  segmentsDigest: Digest | null,
): SegmentationReport {
  const { request, limits } = permit;
  const { segmentation } = verdict.candidate;
  const recoded = recodedPart(verdict);
  const report = {
    apiVersion: 'probity/v1',
    kind: 'SegmentationReport',
    statement: 'Evidence of recorded facts, not a finding of compliance.',
    outcome: verdict.kind === 'cleared' ? 'released' : verdict.kind,
    run: {
      id: request.run,
      at: isoInstant(request.at),
      environment: context.environment,
      actor: request.actor.alias,
      roles: request.actor.roles,
      team: request.actor.team,
    },
    attempt: verdict.attempt,
    request: requestPart(permit),
    purpose: context.purpose,
    destination: context.destination,
    decision: decisionPart(permit, context),
    columns: columnsPart(permit, verdict, context),
    rows: rowsPart(verdict, limits.cellSizeMin),
    plugin: {
      name: request.plugin,
      ...context.plugin,
      gives: segmentation.gives,
      isolation: segmentation.isolation,
      rowsSeen: segmentation.rowsSeen,
      facts: segmentation.model?.facts ?? {},
    },
    ...segmentsPart(verdict, limits.cellSizeMin),
    ...mitigationPart(verdict, limits.cellSizeMin),
    fairness: fairnessPart(verdict, limits.cellSizeMin),
    drift: driftPart(verdict.drift, limits.driftMax),
    ...representationOf(verdict, limits.cellSizeMin),
    privacy: shownPrivacy(verdict),
    ...(recoded === null ? {} : { recoded }),
    limits: limitsPart(limits),
    findings: shownFindings(verdict, limits.cellSizeMin),
    notShown: [
      ...notShown(verdict, limits.cellSizeMin),
      ...driftNotShown(verdict.drift, limits.driftMax),
      ...missingReference(verdict, limits.cellSizeMin),
    ],
    ...(verdict.kind === 'withheld' ? { trials: verdict.trials } : {}),
    acknowledged: verdict.acknowledged,
    digests: { segments: segmentsDigest, model: segmentation.model ? digestOf(segmentation.model) : null },
    destroyBy: limits.releaseDays === null ? null : isoInstant(request.at + limits.releaseDays * DAY_MS),
    engine: context.engine,
  };
  // A plain copy: what is written is what canonical JSON can say, and nothing shares memory with the run.
  const plain = JSON.parse(canonicalJson(report)) as SegmentationReport;
  return limits.noise === null ? plain : hiddenFigures(plain, context.noise);
}

/** Findings without the figures of hidden cells; the finding itself stays. */
export function shownFindings({ findings, fairness }: Verdict, cellSizeMin: number): readonly Finding[] {
  const traits = new Map(fairness.traits.map((one) => [one.trait, one]));
  return findings.map((finding) => {
    const trait = traits.get(finding.subject);
    if (!trait?.table || finding.groups === undefined) return finding;
    const { table } = trait;
    const hidden = hiddenOf(trait, cellSizeMin);
    // A mean over the segments tells of every one of them.
    const segments = finding.segment === undefined ? table.segments : [finding.segment];
    const isHidden = (group: string) => hidden.total(group) || segments.some((segment) => hidden.cell(group, segment));
    if (!finding.groups.some(isHidden)) return finding;
    const { found: _found, interval: _interval, groupSizeNeeded: _needed, ...rest } = finding;
    return rest;
  });
}

function representationOf(verdict: Verdict, cellSizeMin: number) {
  const { representation } = verdict;
  if (representation === null) return {};
  return { representation: representationPart(representation, rowsPart(verdict, cellSizeMin).read !== null) };
}

function missingReference(verdict: Verdict, cellSizeMin: number) {
  const { representation, fairness } = verdict;
  if (representation === null) return [];
  const held = fairness.traits.filter(({ trait, status }) => status !== 'not-held' && !trait.includes(' x '));
  const names = held.map(({ trait }) => trait);
  return representationNotShown(representation, names, rowsPart(verdict, cellSizeMin).read !== null);
}

function requestPart({ request }: Permit) {
  const { plugin, options, dataset, purpose, destination, seed, digest } = request;
  return { plugin, options, dataset, purpose, destination, seed, digest };
}

function limitsPart({ segmentSizeMin, cellSizeMin, kMin, lMin, ...limits }: Permit['limits']) {
  const { kWithSegmentMin, alphaMax, entropyLMin, recursive, tMax, betaMax, deltaMax, differenceMin } = limits;
  return {
    ...{ segmentSizeMin, cellSizeMin, kMin, lMin, kWithSegmentMin, alphaMax, entropyLMin, recursive },
    ...{ tMax, betaMax, deltaMax, differenceMin },
  };
}

function decisionPart(permit: Permit, { legalProfiles, constants }: ReportContext) {
  return {
    effect: 'permit',
    policySet: permit.policySet,
    reasons: permit.reasons.map(reasonPart),
    wouldHave: permit.wouldHave.map(reasonPart),
    waiversUsed: permit.waiversUsed,
    legalProfiles,
    constants,
  };
}

function reasonPart({ code, ref, title, law, place, missing }: Reason) {
  return {
    code,
    ...(ref === undefined ? {} : { rule: ref }),
    ...(title === undefined ? {} : { title }),
    ...(law === undefined ? {} : { law }),
    ...(place === undefined ? {} : { place: `${place.file}:${place.line}:${place.column}` }),
    ...(missing === undefined ? {} : { missing }),
  };
}

function columnsPart(permit: Permit, { features, candidate }: Verdict, { subjects }: ReportContext) {
  const used = candidate.segmentation.usedColumns;
  return {
    asked: features.asked,
    granted: features.granted,
    used,
    unused: features.granted.filter((column) => !used.includes(column)),
    masks: permit.columns.flatMap(({ name, mask }) => (mask === null ? [] : [{ column: name, mask: maskText(mask) }])),
    categories: permit.facts['columns.categories'] ?? [],
    subjects,
  };
}

function maskText(mask: NonNullable<Permit['columns'][number]['mask']>): string {
  switch (mask.kind) {
    case 'round':
      return `round to ${mask.to}`;
    case 'bucket':
      return `bucket of ${mask.width}`;
    case 'quantiles':
      return `${mask.bins} quantile bins`;
    case 'suppress':
      return 'suppressed';
  }
}

function rowsPart({ features }: Verdict, cellSizeMin: number) {
  const { rowsRead: read, rowsKept: kept, consent, fingerprint } = features.rows;
  const projection = consent && { projection: consent.digest, rebuilt: consent.rebuilt, subjects: consent.subjects };
  const shown = shownRows({ read, kept, removed: features.removed }, cellSizeMin);
  return { ...shown, consent: projection, source: fingerprint };
}

function segmentsPart({ candidate, fairness }: Verdict, cellSizeMin: number) {
  const why = new Map(candidate.suppressed.map((one) => [one.name, one.why]));
  const tables = fairness.traits.flatMap(({ table }) => (table === null ? [] : [table]));
  const telling = new Set(tables.flatMap((table) => hiddenSegments(table, cellSizeMin)));
  return {
    segments: candidate.rows.segments.map(({ name, rows }) => ({
      name,
      rows: why.has(name) || telling.has(name) ? null : shownCount(rows, cellSizeMin),
      suppressed: why.get(name) ?? null,
    })),
    unassigned: shownCount(candidate.rows.unassigned, cellSizeMin),
  };
}

function fairnessPart({ fairness }: Verdict, cellSizeMin: number) {
  const { confidence, correction, comparisons, triedBefore } = fairness;
  const traits = fairness.traits.map((trait) => traitPart(trait, cellSizeMin));
  return { confidence, correction, comparisons, triedBefore, traits, ...proxyPart(fairness, cellSizeMin) };
}

function notShown({ fairness, privacy, candidate }: Verdict, cellSizeMin: number) {
  const notHeld = fairness.traits.filter(({ status }) => status === 'not-held');
  const unlimited = fairness.traits.filter(({ status, ratioMin }) => status !== 'not-held' && ratioMin === null);
  const hidden = fairness.traits.filter(({ table }) => table !== null && hasHidden(table, cellSizeMin));
  return [
    ...notHeld.map(({ trait }) => ({ code: 'TRAIT_NOT_HELD', subject: trait })),
    ...unlimited.map(({ trait }) => ({ code: 'TRAIT_WITHOUT_LIMIT', subject: trait })),
    ...(fairness.traits.length === 0 ? [{ code: 'NO_TRAITS', subject: 'fairness' }] : []),
    ...hidden.map(({ trait }) => ({ code: 'CELLS_HIDDEN', subject: trait })),
    ...fairness.segmentsWithoutBenefit.map((segment) => ({ code: 'SEGMENT_WITHOUT_BENEFIT', subject: segment })),
    ...(privacy.quasiIdentifiers.length === 0 ? [{ code: 'NO_QUASI_IDENTIFIERS', subject: 'privacy' }] : []),
    ...(candidate.segmentation.isolation === null ? [{ code: 'INPUTS_NOT_GOVERNED', subject: 'labels' }] : []),
    ...(privacy.keys === null && privacy.quasiIdentifiers.length > 0
      ? [{ code: 'SETS_NOT_LOOKED_AT', subject: 'privacy' }]
      : []),
    { code: privacy.earlier.length > 0 ? 'RELEASES_COMPARED_IN_PAIRS' : 'NO_EARLIER_RELEASE', subject: 'privacy' },
    ...(privacy.uncompared.length > 0 ? [{ code: 'EARLIER_RELEASES_NOT_COMPARED', subject: 'privacy' }] : []),
    ...(tellsGroup(candidate) ? [{ code: 'SEGMENT_TELLS_GROUP', subject: tellsGroup(candidate) }] : []),
    ...(fairness.telling.sampled ? [{ code: 'PROXIES_BY_SAMPLE', subject: 'fairness' }] : []),
    ...(fairness.telling.throughSegments === null ? [{ code: 'SEGMENT_PROXIES_NOT_TESTED', subject: 'fairness' }] : []),
  ];
}
