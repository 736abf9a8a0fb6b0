import { existsSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyFolder } from '../../src/audit/verify/index.js';
import { digestOfBytes, ProbityError } from '../../src/documents/index.js';
import { type Governance, openGovernance } from '../../src/run/index.js';
import { loadSettings } from '../../src/settings/index.js';
import { ask } from '../journeys/deployment.js';

// Runs with one folder on a small disk of its own: fills the disk, runs with less and less of it taken, then frees it.
// Says what happened as one JSON line.
const [disk = '', settingsFile = ''] = process.argv.slice(2);
const request = {
  ...{ plugin: 'rules', dataset: 'people', purpose: 'learn', destination: 'desk', columns: ['spend'] },
  options: { rules: [{ segment: 'low', when: { column: 'spend', lt: 20 } }], otherwise: 'high' },
};
/** Bytes that are left free, time after time: enough for nothing, for the first writes, for more of them. */
const LEFT = [0, 8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024].map((kilobytes) => kilobytes * 1024);

const settings = loadSettings(settingsFile);
const ballast = join(disk, 'ballast');

function leaveFree(bytes: number): void {
  rmSync(ballast, { force: true });
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

async function outcomeOf(governance: Governance): Promise<string> {
  try {
    return (await governance.run(ask(request))).kind;
  } catch (error) {
    return error instanceof ProbityError ? error.code : `no code: ${String(error)}`;
  }
}

function published(): readonly string[] {
  const names = existsSync(settings.outFolder) ? readdirSync(settings.outFolder) : [];
  return names.filter((name) => !name.startsWith('.') && !name.endsWith('.tlog-proof'));
}

/** Folders that wait for a rename. */
function waitingNow(): number {
  const staged = join(settings.outFolder, '.staged');
  return existsSync(staged) ? readdirSync(staged).length : 0;
}

/** Releases whose files are not those of their manifest, or whose manifest is not there. */
function broken(): readonly string[] {
  return published().filter((run) => {
    const at = (name: string) => join(settings.outFolder, run, name);
    if (!existsSync(at('manifest.json'))) return true;
    const { files } = JSON.parse(readFileSync(at('manifest.json'), 'utf8')) as {
      files: { name: string; digest: string }[];
    };
    return files.some(({ name, digest }) => !existsSync(at(name)) || digestOfBytes(readFileSync(at(name))) !== digest);
  });
}

async function readable({ parts: { log } }: Governance): Promise<boolean> {
  let last = -1;
  for await (const { index } of log.entries(0, log.size)) last = index;
  return last === log.size - 1;
}

const { governance, close } = await openGovernance(settings);
const first = await outcomeOf(governance);
const tight: { left: number; outcome: string; readable: boolean; broken: readonly string[]; waiting: number }[] = [];
for (const left of LEFT) {
  leaveFree(left);
  const before = waitingNow();
  const outcome = await outcomeOf(governance);
  const waiting = waitingNow() - before;
  tight.push({ left, outcome, readable: await readable(governance), broken: broken(), waiting });
}
rmSync(ballast);
const afterwards = await outcomeOf(governance);
await close();
const again = await openGovernance(settings);
const { log, records, folders } = again.governance.parts;
const released = (await records.inState('released')).map(({ run }) => run).sort();
const open = (await records.inState('open')).length;
const receipts = released.filter((run) => existsSync(folders.receipt(run))).length;
await again.close();
const { kind, ...verified } = await verifyFolder(join(settings.stateFolder, 'audit'), log.publicKey);
const report = {
  ...{ first, tight, afterwards, open, released: released.length, receipts, verified: kind },
  ...{ openRuns: 'openRuns' in verified ? verified.openRuns : null, broken: broken() },
  waiting: waitingNow(),
  unrecorded: published().filter((run) => !released.includes(run)),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
process.exit(0);
