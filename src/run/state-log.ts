import { join } from 'node:path';
import { auditMigrations, type EngineEntry, type Log, openLog } from '../audit/index.js';
import { BUDGET_MIGRATIONS } from '../budget/index.js';
import { isoInstant } from '../documents/index.js';
import { type KeyEvent, type Keys, openKeys } from '../keys/index.js';
import type { Settings } from '../settings/index.js';
import { OWNER_ONLY, type State, writeDurably } from '../store/index.js';
import { CHANGE_MIGRATIONS, WAIVER_MIGRATIONS } from './in-force/index.js';
import { RUN_MIGRATIONS } from './run-records.js';

/** Whoever opens the state wants all of its tables. */
export const STATE_MIGRATIONS = Object.freeze([
  ...auditMigrations,
  ...RUN_MIGRATIONS,
  ...CHANGE_MIGRATIONS,
  ...WAIVER_MIGRATIONS,
  ...BUDGET_MIGRATIONS,
]);

/** As whom the embedded command line acts. */
export const OPERATOR = 'local-operator';

/** An entry of the engine, of this moment. */
export type EntryOf = <T extends EngineEntry['type']>(type: T, body: Record<string, unknown>) => EngineEntry;

/** The log of a state folder and the keys that it is signed with. */
export interface StateLog {
  readonly keys: Keys;
  readonly log: Log;
  readonly entryOf: EntryOf;
}

interface Ground {
  readonly state: State;
  readonly now: () => number;
}

/** Opens keys and log. A log begins by saying so; keys that were just made are entries before anything is done. */
export async function openStateLog(settings: Settings, { state, now }: Ground): Promise<StateLog> {
  const keyEvents: KeyEvent[] = [];
  const announce = { to: (event: KeyEvent) => void keyEvents.push(event) };
  const keys = await openKeys(join(settings.stateFolder, 'keys'), {
    environment: settings.environment,
    onEvent: (event) => announce.to(event),
  });
  const log = await openLog({
    state,
    signer: keys.logSigner(),
    folder: join(settings.stateFolder, 'audit'),
    origin: settings.logOrigin,
  });
  await writeDurably(join(settings.stateFolder, 'log.vkey'), Buffer.from(`${log.publicKey}\n`), 'replace', OWNER_ONLY);
  const entryOf = entries(settings, now);
  if (log.size === 0) await log.append(entryOf('log-opened', { origin: log.origin }));
  for (const event of keyEvents) await log.append(entryOf('key-event', { ...event }));
  // From here on a key is announced in the log before anything is made with it that could leave.
  announce.to = (event) => void log.append(entryOf('key-event', { ...event })).catch(() => undefined);
  return { keys, log, entryOf };
}

function entries({ environment }: Settings, now: () => number): EntryOf {
  return (type, body) => ({ v: 1, type, at: isoInstant(now()), environment, body }) as EngineEntry;
}
