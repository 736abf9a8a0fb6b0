// Shows logs that Probity wrote to verifiers that Probity did not write: Tessera's fsck and a Go program on the library
// of the Go checksum database. Both must accept the log at the sizes where tiles begin and end, and refuse flipped bits.
// Needs `npm run build`, `go`, and fsck (FSCK names it, else PATH); prints one line of totals.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations, openLog } from '../../dist/audit/index.js';
import { openKeys } from '../../dist/keys/index.js';
import { openState } from '../../dist/store/index.js';

const SIZES = [0, 1, 2, 255, 256, 257, 65_537];
const FSCK = process.env.FSCK ?? 'fsck';
const GO = process.env.GO ?? 'go';
const VERIFIER = new URL('../../dist/probity-verify.mjs', import.meta.url).pathname;

const work = mkdtempSync(join(tmpdir(), 'probity-interop-'));
const totals = { passed: 0, failed: 0 };

function check(what, passed, output = '') {
  totals[passed ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${passed ? 'pass' : 'FAIL'}  ${what}\n`);
  if (!passed) process.stdout.write(`${output.trim()}\n`);
}

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
}

function buildGoProgram() {
  const binary = join(work, 'checklog');
  const cwd = new URL('./go', import.meta.url).pathname;
  const { status, stderr, error } = spawnSync(GO, ['build', '-o', binary, '.'], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the Go program does not build: ${stderr ?? ''}${error ?? ''}`);
  return binary;
}

const entryOf = (number) => ({
  v: 1,
  at: '2026-01-02T03:04:05.678Z',
  environment: 'rehearsal',
  type: 'register-loaded',
  body: { number },
});

async function makeLog(size) {
  const folder = join(work, String(size));
  const state = await openState({ folder, migrations: auditMigrations });
  const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
  const log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
  for (let number = 0; number < size; number += 1000) {
    const some = Array.from({ length: Math.min(1000, size - number) }, (_, at) => log.append(entryOf(number + at)));
    await Promise.all(some);
  }
  const receipt = size > 0 ? await log.prove(Math.floor(size / 2)) : undefined;
  const bytes = receipt && (await log.entries(receipt.index, receipt.index + 1).next()).value.bytes;
  await log.shutdown();
  await state.close();
  const vkeyFile = join(folder, 'log.vkey');
  writeFileSync(vkeyFile, `${log.publicKey}\n`);
  return { size, audit: join(folder, 'audit'), vkey: log.publicKey, vkeyFile, receipt, bytes };
}

// Each verifier: does it accept, and what did it say. fsck exits 0 also when it fails, so its sentence decides.
const verifiers = {
  fsck: ({ vkeyFile }, folder) => {
    const { output } = run(FSCK, [
      `--storage_url=file://${folder}/`,
      `--public_key=${vkeyFile}`,
      '--ui=false',
      '-N',
      '4',
    ]);
    const [, size, root] = /Successfully fsck'd log with size (\d+) and root (\S+)/.exec(output) ?? [];
    const [, wantedSize, wantedRoot] = readFileSync(join(folder, 'checkpoint'), 'utf8').split('\n');
    return { accepts: size === wantedSize && root === wantedRoot, output };
  },
  'the Go checksum library': ({ vkey }, folder) => {
    const { status, output } = run(checklog, ['-key', vkey, folder]);
    return { accepts: status === 0 && output.startsWith('verified log'), output };
  },
  'the bundled verifier': ({ vkey }, folder) => {
    const { status, output } = run(process.execPath, [VERIFIER, folder, '--key', vkey]);
    return { accepts: status === 0 && output.startsWith('intact'), output };
  },
};

function checkAccepted(log) {
  for (const [name, verify] of Object.entries(verifiers)) {
    const { accepts, output } = verify(log, log.audit);
    check(`${name} accepts ${log.size} entries`, accepts, output);
  }
}

function checkReceipt({ size, vkey, receipt, bytes }) {
  const [proof, entry] = [join(work, 'entry.tlog-proof'), join(work, 'entry')];
  writeFileSync(proof, receipt.proof);
  writeFileSync(entry, bytes);
  const accepted = run(checklog, ['-key', vkey, '-proof', proof, '-entry', entry]);
  check(
    `the Go checksum library accepts the receipt of entry ${receipt.index} of ${size}`,
    accepted.status === 0,
    accepted.output,
  );
  writeFileSync(entry, flipped(bytes, 5));
  const refused = run(checklog, ['-key', vkey, '-proof', proof, '-entry', entry]);
  check(`the Go checksum library refuses that receipt for other bytes`, refused.status === 1, refused.output);
}

function flipped(bytes, at) {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
}

function checkRefused(log, what, path, at, named) {
  const copy = join(work, 'copy');
  cpSync(log.audit, copy, { recursive: true });
  const bytes = readFileSync(join(copy, path));
  writeFileSync(join(copy, path), flipped(bytes, at < 0 ? bytes.length + at : at));
  for (const [name, verify] of Object.entries(verifiers)) {
    const { accepts, output } = verify(log, copy);
    check(`${name} refuses a flipped bit in ${what} of ${log.size} entries`, !accepts, output);
    if (named && name !== 'fsck') check(`${name} names ${named}`, output.includes(named), output);
  }
  rmSync(copy, { recursive: true });
}

function checkFlips(log, last, above) {
  checkRefused(log, 'the first entry', 'tile/entries/000', 4, 'entry 0');
  checkRefused(log, 'the last entry', `tile/entries/${last}`, -1, `entry ${log.size - 1}`);
  checkRefused(log, 'the length of an entry', 'tile/entries/000', 1, 'entry 0');
  checkRefused(log, 'a leaf hash', 'tile/0/000', 32 * 9, 'entry 9');
  checkRefused(log, 'a tile above', `tile/1/${above}`, 3, 'tile/1/000');
  const note = readFileSync(join(log.audit, 'checkpoint'), 'utf8').split('\n');
  checkRefused(log, 'the signed root', 'checkpoint', note[0].length + note[1].length + 4);
  checkRefused(log, 'the signature', 'checkpoint', -20);
}

const checklog = buildGoProgram();
try {
  for (const size of SIZES) {
    const log = await makeLog(size);
    checkAccepted(log);
    if (size > 0) checkReceipt(log);
    if (size === 257) checkFlips(log, '001.p/1', '000.p/1');
    if (size === 65_537) checkFlips(log, '256.p/1', '000');
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
process.exitCode = totals.failed === 0 && totals.passed > 0 ? 0 : 1;
