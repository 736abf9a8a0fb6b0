import { isoInstant } from '../../documents/index.js';
import type { ChangeParts } from './change-parts.js';

/** What happens to a change; each is one entry of the log. */
export type ChangeEvent = 'drafted' | 'approved' | 'withdrawn' | 'rolled-back';

/**
 * Writes one entry about a change, durably, before the state knows of it. `actor` is who acts by their own word; `enteredBy`
 * is whom the engine knows to have typed it.
 */
export function recordChange(
  { log, now, actor: operator, settings }: ChangeParts,
  { actor, event, body }: { readonly actor: string; readonly event: ChangeEvent; readonly body: object },
): Promise<{ readonly index: number }> {
  const entry = { v: 1, type: 'policy-changed', at: isoInstant(now()), actor } as const;
  return log.append({
    ...entry,
    environment: settings.environment,
    body: { event, enteredBy: operator.alias, ...body },
  });
}
