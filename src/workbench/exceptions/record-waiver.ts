import { isoInstant } from '../../documents/index.js';
import type { WaiverRow } from '../../run/index.js';
import type { ExceptionParts, KeptRequest } from './exception-parts.js';

/** What happens to a waiver; each is one entry of the log. */
export type WaiverEvent = 'requested' | 'approved' | 'refused' | 'withdrawn';

interface Recorded {
  readonly actor: string;
  readonly event: WaiverEvent;
  readonly row: WaiverRow;
  readonly more: object;
}

/** Writes one entry about a waiver, durably, before the state knows of it. */
export function recordWaiver(
  { log, now, actor: operator, settings }: ExceptionParts,
  { actor, event, row, more }: Recorded,
) {
  const { name, rule, run, until, request } = row;
  const { scope, names } = JSON.parse(request) as KeptRequest;
  const entry = { v: 1, type: 'waiver-decided', run, at: isoInstant(now()), actor } as const;
  const body = {
    event,
    enteredBy: operator.alias,
    waiver: name,
    rule,
    scope,
    names,
    until: isoInstant(until),
    ...more,
  };
  return log.append({ ...entry, environment: settings.environment, body });
}
