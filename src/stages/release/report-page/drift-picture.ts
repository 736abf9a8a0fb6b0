import { figureText, type Html, html } from '../../../documents/index.js';
import type { SegmentationReport } from '../report.schema.js';

type Chart = NonNullable<SegmentationReport['drift']>['charts'][number];
type Point = NonNullable<Chart['points'][number]>;

const WIDTH = 320;
const HEIGHT = 64;
const EDGE = 6;
const DASH = 5;
/** The most runs of a picture: more would stand too close to be told apart. */
const RUNS_MAX = 40;

/** A control chart: the ratio of every run as a dot, the smoothed ratio as a line, limits dashed, the first runs' ratio thin. */
export function driftPicture({ segment, groups, centre, points, state }: Chart): Html {
  const runs = points.slice(-RUNS_MAX);
  const y = scaleOf(runs, centre);
  const x = (at: number) => rounded(EDGE + (at / Math.max(1, runs.length - 1)) * (WIDTH - 2 * EDGE));
  const path = (of: (point: Point) => number | null) => {
    const places = runs.flatMap((point, at) => {
      const value = point === null ? null : of(point);
      return value === null ? [] : [{ across: x(at), down: y(value) }];
    });
    return pathThrough(places);
  };
  const middle = centre === null ? null : y(centre);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"><title>${segment}: ${groups[0]} against ${groups[1]}, run by run</title><desc>${description(centre, points.at(-1) ?? null)}</desc>
${middle === null ? null : html`<line class="axis" x1="0" x2="${WIDTH}" y1="${middle}" y2="${middle}"/>`}<polyline class="limit" fill="none" points="${path(({ low }) => low)}"/><polyline class="limit" fill="none" points="${path(({ high }) => high)}"/>
<g class="${state === 'apart' ? 'fail' : 'none'}">${runs.map((point, at) => (point === null ? null : html`<circle cx="${x(at)}" cy="${y(point.ratio)}" r="2"/>`))}<polyline style="fill:none;stroke-width:2" points="${path(({ smoothed }) => smoothed)}"/></g></svg>`;
}

/** A line through one place alone would not be seen: it is drawn as a dash. */
function pathThrough(places: readonly { readonly across: number; readonly down: number }[]): string {
  const [only] = places;
  if (places.length === 1 && only) return `${only.across - DASH},${only.down} ${only.across + DASH},${only.down}`;
  return places.map(({ across, down }) => `${across},${down}`).join(' ');
}

function description(centre: number | null, newest: Point | null): string {
  const { smoothed = null, low = null, high = null } = newest ?? {};
  const now = smoothed === null ? '' : `, now ${figureText(smoothed)}`;
  const limits = low === null || high === null ? '' : `, limits ${figureText(low)} to ${figureText(high)}`;
  return `First runs ${centre === null ? 'none' : figureText(centre)}${now}${limits}.`;
}

/** Where a ratio stands, on a logarithmic scale that holds everything drawn. */
function scaleOf(runs: readonly (Point | null)[], centre: number | null): (ratio: number) => number {
  const drawn = runs.flatMap((point) => (point === null ? [] : [point.ratio, point.low, point.high, point.smoothed]));
  const logs = [...drawn, centre].flatMap((ratio) => (ratio === null ? [] : [Math.log(ratio)]));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const span = Math.max(most - least, 0.1);
  return (ratio) => rounded(EDGE + ((most - Math.log(ratio)) / span) * (HEIGHT - 2 * EDGE));
}

function rounded(place: number): number {
  return Math.round(place * 10) / 10;
}
