import { isoInstant } from '../../documents/index.js';
import type { AffectedRuns, WaiverScope } from './exception-parts.js';
import type { RequestedWaiver } from './request-waiver.js';
import type { WaiverList, WaiverView } from './waiver-list.js';

/** What was asked for, and what it would have meant for past runs. */
export function requestedText({ name, affected, mayApprove }: RequestedWaiver): string {
  return [
    `${name} waits for somebody else to approve it, as ${mayApprove.join(' or ')}`,
    ...affectedLines(affected),
    `probity waiver approve ${name} --as … --role … --reason …`,
  ].join('\n');
}

const SHOWN_MAX = 10;

function affectedLines({ decisions, permitted, eased, unknown }: AffectedRuns): readonly string[] {
  return [
    `of ${decisions} requests in 90 days it would also have let through ${permitted.length}, and eased ${eased.length}`,
    ...[...permitted, ...eased].slice(0, SHOWN_MAX).map((run) => `  ${run}`),
    ...(unknown === 0 ? [] : [`for ${unknown} the record does not hold enough to say`]),
  ];
}

/** One line for a list of waivers. */
export function waiverRow({ name, rule, standing, scope, used, until, daysLeft }: WaiverView): readonly string[] {
  const left = standing === 'approved' || standing === 'requested' ? `, ${daysLeft} days left` : '';
  return [name, standing, rule, `${used} used${boundOf(scope)}`, `until ${isoInstant(until).slice(0, 10)}${left}`];
}

function boundOf(scope: WaiverScope): string {
  switch (scope.kind) {
    case 'run':
      return ' of 1';
    case 'uses':
      return ` of ${scope.uses}`;
    case 'period':
      return '';
  }
}

/** What to look at in a list of waivers; empty when there is nothing. */
export function waiverLooks({ endingSoon, neverUsed, mostUsed }: WaiverList): readonly string[] {
  return [
    ...(endingSoon.length === 0 ? [] : [`ending soon: ${endingSoon.join(', ')}`]),
    ...(neverUsed.length === 0 ? [] : [`never used: ${neverUsed.join(', ')}`]),
    ...(mostUsed.length === 0
      ? []
      : [
          `most used: ${mostUsed
            .slice(0, 5)
            .map(({ name, used }) => `${name} (${used})`)
            .join(', ')}`,
        ]),
  ];
}
