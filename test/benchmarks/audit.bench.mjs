// Durable appends and offline verification, as rates and as ratios in one run. Needs `npm run build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations, openLog, verifyFolder } from '../../dist/audit/index.js';
import { openKeys } from '../../dist/keys/index.js';
import { openState } from '../../dist/store/index.js';

const SECONDS = 3;
const ENTRY = { v: 1, type: 'register-loaded', at: '2026-01-02T03:04:05.678Z', environment: 'rehearsal' };

const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
const state = await openState({ folder, migrations: auditMigrations });
const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
const log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });

async function rate(callers) {
  const end = performance.now() + SECONDS * 1000;
  let appended = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await log.append({ ...ENTRY, body: { number: appended } });
      appended += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return appended / SECONDS;
}

const alone = await rate(1);
for (const callers of [32, 256]) {
  const together = await rate(callers);
  print(
    `${callers} callers`,
    `${Math.round(together)} durable entries/s, ${(together / alone).toFixed(1)} x one caller`,
  );
}
print('1 caller', `${Math.round(alone)} durable entries/s`);
const { size, publicKey } = log;
await log.shutdown();
const began = performance.now();
const { kind } = await verifyFolder(join(folder, 'audit'), publicKey);
const seconds = (performance.now() - began) / 1000;
print(
  'verify',
  `${kind}, ${size} entries in ${seconds.toFixed(2)} s: ${((seconds / size) * 1e6).toFixed(1)} s a million`,
);
await state.close();
rmSync(folder, { recursive: true });

function print(what, figure) {
  process.stdout.write(`${what.padEnd(12)} ${figure}\n`);
}
