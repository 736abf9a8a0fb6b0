import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { canonicalJson } from '../../documents/index.js';
import type { Settings } from '../../settings/index.js';
import { OWNER_ONLY, writeDurably } from '../../store/index.js';
import type { ChangeRecords } from './change-records.js';
import { waiverRoot } from './policies-in-force.js';
import { type PolicySchedule, readSchedule, writeSchedule } from './policy-schedule.js';
import type { WaiverRecords } from './waiver-records.js';

/** What a settling works on. */
export interface SettledParts {
  readonly settings: Pick<Settings, 'stateFolder'>;
  readonly changes: ChangeRecords;
  readonly waivers: WaiverRecords;
  readonly now: () => number;
}

/**
 * Makes the files that say which policies are in force agree with the state's database, which is the truth: after a stop
 * in the middle of an approval, and after a hand that wrote there. True when something was otherwise.
 */
export async function settleInForce(parts: SettledParts): Promise<boolean> {
  const schedule = await settleSchedule(parts);
  return (await settleWaivers(parts)) || schedule;
}

async function settleSchedule({ settings: { stateFolder }, changes }: SettledParts): Promise<boolean> {
  const schedule = await changes.schedule();
  if (canonicalJson(scheduleOf(stateFolder)) === canonicalJson(schedule)) return false;
  await writeSchedule(stateFolder, schedule);
  return true;
}

// A file that cannot be read is written again like one that says something else.
function scheduleOf(stateFolder: string): PolicySchedule | null {
  try {
    return readSchedule(stateFolder);
  } catch {
    return null;
  }
}

async function settleWaivers({ settings, waivers, now }: SettledParts): Promise<boolean> {
  const folder = join(waiverRoot(settings.stateFolder), 'waivers');
  const wanted = await waivers.inForce(now());
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const strange = found.filter((file) => !wanted.has(basename(file, '.yaml')));
  for (const file of strange) await rm(join(folder, file), { recursive: true });
  const missing = [...wanted].filter(([name, text]) => !holds(join(folder, `${name}.yaml`), text));
  for (const [name, text] of missing) {
    await writeDurably(join(folder, `${name}.yaml`), Buffer.from(text), 'replace', OWNER_ONLY);
  }
  return strange.length > 0 || missing.length > 0;
}

function holds(file: string, text: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') === text;
}
