import { join } from 'node:path';
import { auditMigrations, type EngineEntry, type Log, openLog } from '../../src/audit/index.js';
import { openKeys } from '../../src/keys/index.js';
import { openState, type State } from '../../src/store/index.js';

/** A log with the state that it stands in. */
export interface OpenedLog {
  readonly log: Log;
  readonly state: State;
  close(): Promise<void>;
}

/** Opens the log of a state folder as the engine does. */
export async function openedLog(folder: string): Promise<OpenedLog> {
  const state = await openState({ folder, migrations: auditMigrations });
  try {
    const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
    const log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
    const close = async () => {
      await log.shutdown();
      await state.close();
    };
    return { log, state, close };
  } catch (error) {
    await state.close();
    throw error;
  }
}

const common = { v: 1, at: '2026-01-02T03:04:05.678Z', environment: 'rehearsal' } as const;

export const numbered = (id: string): EngineEntry => ({ ...common, type: 'register-loaded', body: { id } });
export const runOpened = (run: string) => ({ ...common, type: 'run-opened', run, body: {} }) as const;
export const runClosed = (run: string) => ({ ...common, type: 'run-closed', run, body: {} }) as const;
