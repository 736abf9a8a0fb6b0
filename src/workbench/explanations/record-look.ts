import { isoInstant } from '../../documents/index.js';
import type { Parts } from '../../run/index.js';
import type { SegmentationRequest } from '../../stages/request/index.js';

/** The parts that a look at one person's row needs besides the row. */
export type LookParts = Pick<Parts, 'log' | 'actor' | 'settings' | 'now'>;

/**
 * Writes that somebody is about to look at the row of one subject, durably, before it is read: who, in which dataset, for
 * which purpose and run. Whose row it is stays out: a log cannot forget, and no alias of a subject exists whose mapping
 * could be destroyed with the subject's key.
 */
export function recordLook(
  { log, actor, settings, now }: LookParts,
  { run, dataset, purpose }: Pick<SegmentationRequest, 'run' | 'dataset' | 'purpose'>,
): Promise<{ readonly index: number }> {
  const entry = { v: 1, type: 'subject-explained', at: isoInstant(now()), run, actor: actor.alias } as const;
  return log.append({ ...entry, environment: settings.environment, body: { dataset, purpose, subjects: 1 } });
}
