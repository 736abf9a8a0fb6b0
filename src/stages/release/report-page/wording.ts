import { countText, type Html, html } from '../../../documents/index.js';
import { en, type FindingParts, type Messages, type ReasonParts } from '../messages/index.js';
import type { SegmentationReport } from '../report.schema.js';

export type ReportFinding = SegmentationReport['findings'][number];
export type Trait = SegmentationReport['fairness']['traits'][number];
export type Comparison = Trait['comparisons'][number];
export type VerdictWord = Comparison['verdict'];
/** A colour with a meaning; a word and a shape always say the same. */
export type Tone = 'pass' | 'fail' | 'unsure' | 'none';

/** The language of pages. */
export const words: Messages = en;

/** The sentence of a code; a report of a later version may know codes that this page does not, and shows them as they are. */
export function findingText(code: string, finding: FindingParts): string {
  return own(words.findings, code)?.(finding) ?? `${code}: ${finding.subject}`;
}

export function reasonText(code: string, reason: ReasonParts): string {
  return own(words.reasons, code)?.(reason) ?? `${code}: ${reason.title ?? reason.rule ?? ''}`;
}

export function notShownText(code: string, subject: string): string {
  return own(words.notShown, code)?.(subject) ?? `${code}: ${subject}`;
}

export function rowReasonText(reason: string): string {
  return own(words.rowReasons, reason) ?? reason;
}

export function suppressionText(why: string): string {
  return own(words.suppressions, why) ?? why;
}

const MASKS = [
  ['round', /^round to (.+)$/],
  ['bucket', /^bucket of (.+)$/],
  ['quantiles', /^(.+) quantile bins$/],
  ['suppress', /^(suppressed)$/],
] as const;

/** A mask in plain words, from the text that the report holds. */
export function maskText(mask: string): string {
  for (const [kind, form] of MASKS) {
    const parameter = form.exec(mask)?.[1];
    if (parameter !== undefined)
      return words.masks[kind](/^\d+$/.test(parameter) ? countText(Number(parameter)) : parameter);
  }
  return mask;
}

/** A count, or what its absence means: it is there and lies under the minimum cell. */
export function shownOrUnder(count: number | null, cellSizeMin: number): string {
  return count === null ? `< ${countText(cellSizeMin)}` : countText(count);
}

export function toneOfVerdict(verdict: VerdictWord): Tone {
  switch (verdict) {
    case 'pass':
      return 'pass';
    case 'fail':
      return 'fail';
    case 'inconclusive':
    case 'not_estimable':
      return 'unsure';
    case 'not_assessed':
      return 'none';
  }
}

/** The word of a verdict with its shape, so that colour is never alone. */
export function verdictMark(verdict: VerdictWord): Html {
  return html`<span class="${toneOfVerdict(verdict)}"><span class="word">${SHAPES[verdict]} ${words.verdicts[verdict].word}</span></span>`;
}

const SHAPES: Readonly<Record<VerdictWord, string>> = {
  pass: '\u25cf',
  fail: '\u25a0',
  inconclusive: '\u25c7',
  not_estimable: '\u25cb',
  not_assessed: '\u2013',
};

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
