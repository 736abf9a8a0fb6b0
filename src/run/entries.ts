import type { Digest } from '../documents/index.js';
import type { Dataset } from '../registers/datasets/index.js';
import type { AskedColumn, Decision, Denial } from '../stages/decision/index.js';
import type { Verdict } from '../stages/gates/index.js';
import {
  hiddenRows,
  type KeptReport,
  recodedPart,
  recordedPrivacy,
  type Staged,
  shownFindings,
  shownRows,
  withoutFigures,
} from '../stages/release/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import { constantsUsed } from './constants-used.js';
import { reasonsBody, wouldHaveBody } from './kept-reasons.js';
import type { Registers } from './parts.js';
import { replayBody } from './recorded-decision.js';

/** What a run begins under, besides its request and decision. */
export interface OpenedUnder {
  readonly registers: Registers;
  readonly isolation: number | null;
  readonly columns: readonly AskedColumn[];
  /** The digest of the rules that decided, as the state keeps them. */
  readonly rules: Digest;
}

/** What the record says when a run begins: enough to make the decision again. */
export function openedBody(
  request: SegmentationRequest,
  decision: Decision,
  { registers, isolation, columns, rules }: OpenedUnder,
) {
  const purpose = registers.purposes.get(request.purpose);
  const destination = registers.destinations.get(request.destination);
  const dataset = registers.datasets.get(request.dataset);
  const plugin = registers.plugins.get(request.plugin);
  return {
    roles: request.actor.roles,
    team: request.actor.team,
    request: askedBody(request),
    facts: decision.facts,
    decision: decision.kind,
    ...reasonsBody(decision.reasons),
    ...wouldHaveBody(decision.wouldHave),
    waiversUsed: decision.kind === 'permit' ? decision.waiversUsed : [],
    policySet: decision.policySet,
    policyChange: registers.policyOrigin.change,
    policyRevision: registers.policyOrigin.revision,
    registers: registers.digests,
    legalProfiles: registers.legalProfiles,
    constants: constantsUsed(request, decision.facts, { registers, columns }).map(({ name, version, article }) => ({
      name,
      version,
      article,
    })),
    plugin: plugin ? { version: plugin.manifest.version, digest: plugin.digest, builtIn: plugin.builtIn } : null,
    isolation,
    purpose: purpose ? purposeBody(purpose) : null,
    destination: destination ? destinationBody(destination) : null,
    categories: decision.facts['columns.categories'] ?? [],
    governing: dataset && decision.kind === 'permit' ? governingCategories(dataset) : [],
    subjects: dataset?.subjects ?? [],
    replay: replayBody(decision, columns, rules),
  };
}

/** Categories of what a run reads besides the features, to leave people out and to judge: also they are processed. */
function governingCategories(dataset: Dataset): readonly string[] {
  const { subjectKey, jurisdictionColumn, birthDateColumn, ageColumn, retentionAnchor } = dataset;
  const named = [subjectKey, jurisdictionColumn, birthDateColumn, ageColumn, retentionAnchor];
  const governing = dataset.columns.filter(
    ({ name, roles }) => named.includes(name) || roles.includes('protected') || roles.includes('quasi-identifier'),
  );
  return [...new Set(governing.flatMap(({ categories }) => categories))].sort();
}

/** The largest options that an entry holds as they are; larger ones stand by their digest alone. */
const OPTIONS_BYTES_MAX = 2048;

function askedBody(request: SegmentationRequest) {
  const { plugin, options, dataset, purpose, destination, columns, seed, digest, mitigation, release } = request;
  const shown = JSON.stringify(options).length <= OPTIONS_BYTES_MAX ? { options } : {};
  const asked = { ...(mitigation === null ? {} : { mitigation }), ...(release === undefined ? {} : { release }) };
  return { plugin, ...shown, dataset, purpose, destination, columns, seed, digest, ...asked };
}

export function purposeBody(purpose: NonNullable<ReturnType<Registers['purposes']['get']>>) {
  const { title, use, basis, effect, team, notice, assessment } = purpose;
  return { title, use, basis, effect, team, notice: notice.version, assessment: assessment.state };
}

export function destinationBody(destination: NonNullable<ReturnType<Registers['destinations']['get']>>) {
  const { title, role, country, transferGround, saleOrShare, contract } = destination;
  return { title, role, country, transferGround, saleOrShare, contract: contract ?? null };
}

/** What the record says when a run ends: counts and digests only, and no count that a report would hide. */
export function closedBody(ending: Denial | KeptReport | Staged) {
  switch (ending.kind) {
    case 'denial':
      return { outcome: 'denied', ...reasonsBody(ending.reasons) };
    case 'kept': {
      const { verdict, files } = ending;
      return { outcome: 'withheld', ...judgedBody(verdict), trials: verdict.trials, report: { files } };
    }
    case 'staged':
      return {
        outcome: ending.verdict.kind === 'held' ? 'held' : 'released',
        ...judgedBody(ending.verdict),
        manifest: { digest: ending.manifestDigest, files: ending.manifest },
        destroyBy: ending.report.destroyBy,
      };
  }
}

/** Of a k-anonymous table, where one was asked for: what was demanded, how it reads and what it lets one single out. */
function recodedBody(verdict: Verdict) {
  const recoded = recodedPart(verdict);
  if (recoded === null) return {};
  const { method, targets, columns, why, risk } = recoded;
  return { recoded: { method, targets, columns, why, risk } };
}

function judgedBody(verdict: Verdict) {
  if (verdict.permit.limits.noise !== null) return bareBody(verdict);
  const { features, candidate, fairness, permit } = verdict;
  const { rowsRead: read, rowsKept: kept } = features.rows;
  return {
    rows: {
      ...shownRows({ read, kept, removed: features.removed }, permit.limits.cellSizeMin),
      consent: features.rows.consent,
      source: features.rows.fingerprint,
    },
    columns: { asked: features.asked, granted: features.granted, used: candidate.segmentation.usedColumns },
    segments: candidate.rows.segments.length,
    suppressed: candidate.suppressed.length,
    fairness: {
      comparisons: fairness.comparisons,
      triedBefore: fairness.triedBefore,
      traits: fairness.traits.map(({ trait, status, verdict: word, ratioMin }) => ({
        trait,
        status,
        verdict: word,
        ratioMin,
      })),
      proxies: fairness.telling.proxies.slice(0, 5),
    },
    privacy: recordedPrivacy(verdict),
    ...recodedBody(verdict),
    findings: shownFindings(verdict, permit.limits.cellSizeMin).slice(0, 40),
    findingsTotal: verdict.findings.length,
    attempt: attemptBody(verdict.attempt),
    acknowledged: verdict.acknowledged,
  };
}

/** The most earlier attempts that an entry names; an entry is small. */
const ATTEMPTS_MAX = 10;

function attemptBody({ earlier, ...attempt }: Verdict['attempt']) {
  return { ...attempt, earlier: earlier.slice(0, ATTEMPTS_MAX), earlierTotal: attempt.number - 1 };
}

/** The same of a run under noise: what was asked and carried out, verdicts as words, and no figure of the data. */
function bareBody({ features, candidate, fairness, findings, attempt, acknowledged }: Verdict) {
  return {
    rows: {
      ...hiddenRows({ removed: features.removed }),
      consent: features.rows.consent && { digest: features.rows.consent.digest },
      source: features.rows.fingerprint,
    },
    columns: { asked: features.asked, granted: features.granted, used: candidate.segmentation.usedColumns },
    segments: candidate.rows.segments.length,
    fairness: {
      traits: fairness.traits.map(({ trait, status, verdict, ratioMin }) => ({ trait, status, verdict, ratioMin })),
    },
    findings: withoutFigures(findings).slice(0, 40),
    attempt: attemptBody(attempt),
    acknowledged,
  };
}
