import { figureText, type Html, html, intervalText } from '../../../documents/index.js';
import { type Comparison, toneOfVerdict, type VerdictWord, words } from './wording.js';

const WIDTH = 320;
const HEIGHT = 24;
const MIDDLE = HEIGHT / 2;
/** Room at both ends for the arrows of intervals that go on. */
const EDGE = 8;
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2];

/** A logarithmic axis of ratios: equal steps are equal factors, so that half and double are as far from 1. */
export interface RatioAxis {
  readonly from: number;
  readonly to: number;
}

/** The narrowest of a few axes that shows every ratio; what lies outside is drawn as an arrow. */
export function axisFor(comparisons: readonly Comparison[], ratioMin: number | null): RatioAxis {
  const shown = comparisons.flatMap(({ ratio, ratioInterval }) =>
    ratio === null ? [] : [ratio, ratioInterval?.[0] ?? ratio],
  );
  const least = Math.min(0.5, ratioMin ?? 1, ...shown.filter((value) => value > 0));
  return { from: [0.4, 0.2, 0.1, 0.05].find((from) => from <= least) ?? 0.02, to: 2 };
}

/** The scale above a column of pictures. */
export function axisPicture(axis: RatioAxis, ratioMin: number | null): Html {
  const ticks = TICKS.filter((tick) => tick >= axis.from && tick <= axis.to);
  return html`<svg viewBox="0 0 ${WIDTH} 30" aria-hidden="true">${ticks.map(
    (tick) =>
      html`<text x="${at(axis, tick)}" y="26" text-anchor="middle">${figureText(tick).replace(/0+$/, '').replace(/\.$/, '')}</text>`,
  )}${ratioMin === null ? null : html`<text x="${at(axis, ratioMin)}" y="11" text-anchor="middle">limit ${String(ratioMin)}</text>`}</svg>`;
}

/** One comparison: its ratio as a shape, its interval as a line, the limit as a dashed line. */
export function ratioPicture(comparison: Comparison, axis: RatioAxis, ratioMin: number | null): Html {
  const { ratio, ratioInterval, verdict } = comparison;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><title>${title(comparison)}</title><desc>${description(comparison, ratioMin)}</desc>
<line class="axis" x1="0" x2="${WIDTH}" y1="${MIDDLE}" y2="${MIDDLE}"/><line class="even" x1="${at(axis, 1)}" x2="${at(axis, 1)}" y1="0" y2="${HEIGHT}"/>${ratioMin === null ? null : html`<line class="limit" x1="${at(axis, ratioMin)}" x2="${at(axis, ratioMin)}" y1="0" y2="${HEIGHT}"/>`}
<g class="${toneOfVerdict(verdict)}">${ratioInterval === null ? null : span(ratioInterval, axis)}${ratio === null ? null : mark(verdict, x(axis, ratio))}</g></svg>`;
}

function title({ segment, groups }: Comparison): string {
  return `${segment}: ${groups[0]} against ${groups[1]}`;
}

function description({ ratio, ratioInterval, verdict }: Comparison, ratioMin: number | null): string {
  const value = ratio === null ? 'No ratio is shown' : `Ratio ${figureText(ratio)}`;
  const interval = ratioInterval === null ? '' : `, interval ${intervalText(ratioInterval)}`;
  const limit = ratioMin === null ? '' : `, limit ${ratioMin}`;
  return `${value}${interval}${limit}: ${words.verdicts[verdict].word}.`;
}

function span([low, high]: readonly [number, number], axis: RatioAxis): Html {
  return html`<line class="span" x1="${at(axis, low)}" x2="${at(axis, high)}" y1="${MIDDLE}" y2="${MIDDLE}"/>${end(axis, low, low < axis.from)}${end(axis, high, high > axis.to)}`;
}

// A bar closes an interval; an arrow says that it goes on.
function end(axis: RatioAxis, value: number, beyond: boolean): Html {
  const place = x(axis, value);
  const out = value < 1 ? -5 : 5;
  if (!beyond)
    return html`<line x1="${place}" x2="${place}" y1="${MIDDLE - 4}" y2="${MIDDLE + 4}" stroke-width="1.5"/>`;
  return html`<path d="M${place} ${MIDDLE - 4}L${place + out} ${MIDDLE}L${place} ${MIDDLE + 4}Z"/>`;
}

function mark(verdict: VerdictWord, place: number): Html {
  switch (verdict) {
    case 'pass':
      return html`<circle cx="${place}" cy="${MIDDLE}" r="5"/>`;
    case 'fail':
      return html`<rect x="${place - 5}" y="${MIDDLE - 5}" width="10" height="10"/>`;
    case 'inconclusive':
      return html`<path class="hollow" d="M${place} ${MIDDLE - 6}L${place + 6} ${MIDDLE}L${place} ${MIDDLE + 6}L${place - 6} ${MIDDLE}Z"/>`;
    case 'not_estimable':
    case 'not_assessed':
      return html`<circle class="hollow" cx="${place}" cy="${MIDDLE}" r="4.5"/>`;
  }
}

/** The place of a ratio on the axis, inside its ends, to a tenth of a unit. */
function x({ from, to }: RatioAxis, ratio: number): number {
  const inside = Math.min(Math.max(ratio, from), to);
  const share = Math.log(inside / from) / Math.log(to / from);
  return Math.round((EDGE + share * (WIDTH - 2 * EDGE)) * 10) / 10;
}

function at(axis: RatioAxis, ratio: number): string {
  return String(x(axis, ratio));
}
