import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEntry } from '../audit/index.js';
import type { Settings } from '../settings/index.js';
import { openState } from '../store/index.js';
import { OPERATOR, openStateLog, STATE_MIGRATIONS } from './state-log.js';

/** The log of a deployment and nothing else of it: for acts that must be recorded also where its policies do not load. */
export interface OpenedRecord {
  /** Resolves once the entry of the operator is on disk. */
  append(type: EngineEntry['type'], body: Record<string, unknown>): Promise<{ readonly index: number }>;
  close(): Promise<void>;
}

/** Null where the settings name a state that nobody has made yet. @throws STATE_IN_USE */
export async function openRecord(settings: Settings, now: () => number = Date.now): Promise<OpenedRecord | null> {
  if (!existsSync(join(settings.stateFolder, 'state.db'))) return null;
  const state = await openState({ folder: settings.stateFolder, migrations: STATE_MIGRATIONS });
  try {
    const { log, entryOf } = await openStateLog(settings, { state, now });
    const close = async () => {
      await log.shutdown();
      await state.close();
    };
    return { append: (type, body) => log.append({ ...entryOf(type, body), actor: OPERATOR }), close };
  } catch (error) {
    await state.close();
    throw error;
  }
}
