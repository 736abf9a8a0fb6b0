import type { Alternative, DryOutcome, Outcome } from '../../run/index.js';
import { en, type SegmentationReport } from '../../stages/release/index.js';
import { lossWords } from './loss-words.js';
import { aligned, bold } from './terminal.js';

type Finding = Extract<Outcome, { kind: 'withheld' }>['verdict']['findings'][number];
type Reason = Extract<Outcome, { kind: 'denied' }>['decision']['reasons'][number];

/** An outcome as people read it: one word, why, and what would pass. */
export function outcomeText(outcome: Outcome, alternatives: readonly Alternative[]): string {
  switch (outcome.kind) {
    case 'denied':
      return [
        headline('denied'),
        ...outcome.decision.reasons.map(reasonLine),
        ...alternativeLines(alternatives),
        recorded(outcome.receipt.index),
      ].join('\n');
    case 'withheld':
      return [
        headline('withheld'),
        ...findingLines(outcome.report.findings as readonly Finding[]),
        ...proxyLines(outcome.report),
        ...(outcome.report.trials ?? []).flatMap(trialLines),
        ...attemptLines(outcome.report.attempt),
        `  The whole report: probity report run ${outcome.report.run.id} --html <file>`,
        recorded(outcome.receipt.index),
      ].join('\n');
    case 'held':
      return [
        headline('held'),
        ...findingLines(outcome.report.findings as readonly Finding[]),
        ...attemptLines(outcome.report.attempt),
        `  Decide with: probity hold approve ${outcome.run} --as <alias> --role <role> --reason <why>`,
        recorded(outcome.receipt.index),
      ].join('\n');
    case 'released':
      return [
        headline('released'),
        segmentTable(outcome.report),
        ...unassignedLines(outcome.report),
        ...noiseLines(outcome.report),
        ...findingLines(outcome.report.findings as readonly Finding[]),
        ...attemptLines(outcome.report.attempt),
        `  ${outcome.folder}/report.html`,
        recorded(outcome.receipt.index),
      ].join('\n');
  }
}

function headline(kind: Outcome['kind']): string {
  const { word, meaning } = en.outcomes[kind];
  return `${bold(word.toUpperCase())}  ${meaning}`;
}

/** A reason as one line: the sentence, the law, and the file and line of the rule. */
export function reasonLine({ code, ref, title, law, place, missing }: Reason): string {
  const parts = {
    ...(ref === undefined ? {} : { rule: ref }),
    ...(title === undefined ? {} : { title }),
    ...(missing === undefined ? {} : { missing }),
  };
  const laws = law && law.length > 0 ? ` [${law.join(', ')}]` : '';
  return `  ${en.reasons[code](parts)}${laws}${place ? `\n    ${place.file}:${place.line}` : ''}`;
}

function alternativeLines(alternatives: readonly Alternative[]): readonly string[] {
  return alternatives.map((alternative) =>
    alternative.kind === 'destination'
      ? `  What would pass: the same request for the destination ${alternative.destination}.`
      : `  What would pass: the same request without ${alternative.without.join(', ')}.`,
  );
}

const SHOWN = 6;

function findingLines(findings: readonly Finding[]): readonly string[] {
  const lines = findings.map((finding) => `  ${en.findings[finding.code](finding)}`);
  const more = lines.length > SHOWN ? [`  … and ${lines.length - SHOWN} more; all of them stand in the record.`] : [];
  return [...lines.slice(0, SHOWN), ...more];
}

function proxyLines({ fairness, findings }: SegmentationReport): readonly string[] {
  const failed = new Set(findings.filter(({ code }) => code === 'RATIO_BELOW_LIMIT').map(({ subject }) => subject));
  const worst = fairness.proxies.find(({ trait }) => failed.has(trait));
  if (!worst) return [];
  const { feature, trait, measure, value } = worst;
  return [`  The feature that tells ${trait} best is ${feature} (${measure} ${value.toFixed(3)}).`];
}

type Trial = NonNullable<SegmentationReport['trials']>[number];

function trialLines(trial: Trial): readonly string[] {
  const cost = en.trials.cost(trial);
  return [`  ${en.trials.result(trial)}`, ...(cost === null ? [] : [`    ${cost}`])];
}

/** The most earlier attempts that a terminal shows; the report names more. */
const ATTEMPTS_SHOWN = 5;

function attemptLines({ number, changed, earlier = [] }: SegmentationReport['attempt']): readonly string[] {
  const said = (changes: readonly string[]) => (changes.length > 0 ? `: ${changes.join(', ')}` : '');
  return [
    `  Attempt ${number} at this dataset, purpose and destination${said(changed)}.`,
    ...earlier
      .slice(0, ATTEMPTS_SHOWN)
      .map((one) => `    attempt ${one.number} ended ${one.outcome}${said(one.changed)}`),
  ];
}

function segmentTable({ segments }: SegmentationReport): string {
  return aligned(segments.map(({ name, rows, suppressed }) => [name, rows ?? 'hidden', suppressed ?? '']));
}

// Null is a number too small to show: that there are some is said all the same.
function unassignedLines({ unassigned, limits }: SegmentationReport): readonly string[] {
  if (unassigned === 0) return [];
  const people = unassigned === null ? `fewer than ${limits.cellSizeMin}` : unassigned.toLocaleString('en');
  return [`  In no segment (a value was missing, or no rule or label took them): ${people}.`];
}

function noiseLines({ noise }: SegmentationReport): readonly string[] {
  if (noise === undefined) return [];
  const half = noise.halfWidth === null ? '' : `, each within ±${noise.halfWidth} of the truth 19 times of 20`;
  return [
    `  Counts have noise${half}. Told: ${lossWords({ ...noise, rho: noise.epsilon === null ? noise.rho : null })}; left of the budget: ${lossWords(noise.left)}.`,
  ];
}

function whyHidden({ limits: { noise, cellSizeMin } }: Extract<DryOutcome, { kind: 'dry' }>['permit']): string {
  return noise === null ? en.hiddenCounts(cellSizeMin) : en.hiddenUnderNoise;
}

function recorded(index: number): string {
  return `  Recorded as entry ${index} of the log.`;
}

/** Rows by reason, for a dry run. */
export function dryText(outcome: DryOutcome): string {
  if (outcome.kind === 'denied') {
    return ['DENIED', ...outcome.decision.reasons.map(reasonLine), recorded(outcome.receipt.index)].join('\n');
  }
  const { rows, permit } = outcome;
  const { read, kept, removed } = rows;
  return [
    `${countOr(kept)} of ${countOr(read)} rows would stay`,
    aligned(
      removed.map(({ rule, reason, rows: count, only }) => [
        count ?? HIDDEN,
        en.rowReasons[reason],
        rule,
        `${only ?? HIDDEN} by it alone`,
      ]),
    ),
    ...(hidesCounts(rows) ? [`  ${whyHidden(permit)}`] : []),
    recorded(outcome.receipt.index),
  ].join('\n');
}

const HIDDEN = 'hidden';

function countOr(count: number | null): string {
  return count === null ? HIDDEN : count.toLocaleString('en');
}

function hidesCounts({ read, kept, removed }: Extract<DryOutcome, { kind: 'dry' }>['rows']): boolean {
  return read === null || kept === null || removed.some(({ rows, only }) => rows === null || only === null);
}
