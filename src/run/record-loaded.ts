import type { Log } from '../audit/index.js';
import { canonicalJson, isoInstant } from '../documents/index.js';
import type { Parts, Registers } from './parts.js';

type Digests = Readonly<Record<string, unknown>>;

/** Records the registers that take effect, unless they are those of `before`. On disk before anything goes by them. */
export async function recordLoaded(
  { log, settings, now }: Pick<Parts, 'log' | 'settings' | 'now'>,
  { digests, policyOrigin: { change, snapshot, revision } }: Pick<Registers, 'digests' | 'policyOrigin'>,
  before: Digests | undefined,
): Promise<void> {
  // The log holds keys in canonical order: the same digests in another order are no change.
  if (before !== undefined && canonicalJson(before) === canonicalJson(digests)) return;
  const entry = { v: 1, type: 'register-loaded', at: isoInstant(now()), environment: settings.environment } as const;
  await log.append({ ...entry, body: { digests, policies: { change, snapshot, revision } } });
}

const LOOK_BACK = 2000;

/** The digests of the last load that the log holds, among its last entries. */
export async function lastLoaded(log: Log): Promise<Digests | undefined> {
  let last: Digests | undefined;
  for await (const { entry } of log.entries(Math.max(0, log.size - LOOK_BACK), log.size)) {
    if (entry.type === 'register-loaded') last = entry.body['digests'] as Digests | undefined;
  }
  return last;
}
