import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BudgetLedger } from '../budget/index.js';
import { packageRoot } from '../documents/index.js';
import { openDuckDb } from '../engines/index.js';
import { probeIsolation } from '../isolation/index.js';
import type { Settings } from '../settings/index.js';
import { createDecider, kernelEvaluator, OwnRules, runDecider } from '../stages/decision/index.js';
import { ReleaseFolders } from '../stages/release/index.js';
import type { Actor } from '../stages/request/index.js';
import { makeFolder, openState, type State } from '../store/index.js';
import { Governance } from './governance.js';
import { ChangeRecords, settleInForce, WaiverRecords } from './in-force/index.js';
import { loadRegisters } from './load-registers.js';
import type { Parts, Registers } from './parts.js';
import { lastLoaded, recordLoaded } from './record-loaded.js';
import { recover } from './recovery.js';
import { RunRecords } from './run-records.js';
import { OPERATOR, openStateLog, STATE_MIGRATIONS } from './state-log.js';

/** What a test may put in place of the world. */
export interface World {
  readonly now?: () => number;
  readonly onStatement?: Parameters<typeof openDuckDb>[0]['onStatement'];
}

/** An engine that holds its state folder, until it is closed. */
export interface OpenedGovernance {
  readonly governance: Governance;
  close(): Promise<void>;
}

/** Opens everything a run works on, in order: registers, state, keys, log, data engine, sandbox, kernel; then recovers. */
export async function openGovernance(settings: Settings, world: World = {}): Promise<OpenedGovernance> {
  const now = world.now ?? Date.now;
  const loaded = loadRegisters(settings, now());
  const state = await openState({ folder: settings.stateFolder, migrations: STATE_MIGRATIONS });
  try {
    const inForce = { settings, changes: new ChangeRecords(state), waivers: new WaiverRecords(state), now };
    // What was read before the state was ours may have been left half done by a stop.
    const registers = (await settleInForce(inForce)) ? loadRegisters(settings, now()) : loaded;
    return await openOver(settings, registers, { state, now, world });
  } catch (error) {
    await state.close();
    throw error;
  }
}

interface Ground {
  readonly state: State;
  readonly now: () => number;
  readonly world: World;
}

async function openOver(
  settings: Settings,
  registers: Registers,
  { state, now, world }: Ground,
): Promise<OpenedGovernance> {
  const { keys, log } = await openStateLog(settings, { state, now });
  await recordLoaded({ log, settings, now }, registers, await lastLoaded(log));
  await makeFolder(settings.outFolder, 0o750);
  const data = await openDuckDb({
    workFolder: join(settings.stateFolder, 'work'),
    threads: settings.engine.threads,
    memoryLimit: `${settings.engine.memoryMb}MB`,
    ...(world.onStatement ? { onStatement: world.onStatement } : {}),
  });
  const ownRules = registers.ownRules === null ? null : new OwnRules(registers.ownRules);
  const stateFolder = (name: string) => join(settings.stateFolder, name);
  const evaluator = kernelEvaluator(registers.policies, registers.taxonomy.categories);
  const parts: Parts = {
    settings,
    registers,
    records: new RunRecords(state),
    changes: new ChangeRecords(state),
    waivers: new WaiverRecords(state),
    ledger: new BudgetLedger(state),
    log,
    keys,
    data,
    decider: runDecider(createDecider(registers.policies, evaluator), ownRules),
    ownRules,
    levels: await probeIsolation(),
    folders: new ReleaseFolders(settings.outFolder, stateFolder('held'), stateFolder('withheld')),
    actor: operator(settings),
    now,
    engineVersion: packageVersion(),
    kernelDigest: evaluator.digest,
  };
  await recover(parts);
  const governance = new Governance(parts);
  const close = async () => {
    await governance.parts.ownRules?.close();
    await data.close();
    await log.shutdown();
    await state.close();
  };
  return { governance, close };
}

/** The embedded command line acts as one operator, which every record says. */
function operator({ localOperator }: Settings): Actor {
  const { team, trainedUntil } = localOperator;
  const trained = trainedUntil === null ? {} : { trainedUntil };
  return { alias: OPERATOR, roles: [OPERATOR], team, ...trained };
}

function packageVersion(): string {
  const file = new URL('package.json', packageRoot());
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : 'unknown';
}
