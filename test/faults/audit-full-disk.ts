import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyFolder } from '../../src/audit/verify/index.js';
import { numbered, openedLog } from './opened-log.js';

// Runs on a small disk of its own: appends until it is full, frees space, goes on. Says what happened as one JSON line.
const [folder = ''] = process.argv.slice(2);
const ballast = join(folder, 'ballast');
const LARGE = 'x'.repeat(12_000);

writeFileSync(ballast, Buffer.alloc(6_000_000));
const opened = await openedLog(join(folder, 'state'));
const { log } = opened;

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code?: string }) => String(error.code),
  );
}

let acknowledged = 0;
let refusal = 'none';
while (refusal === 'none') {
  refusal = await codeOf(log.append(numbered(`${LARGE} ${acknowledged}`)));
  if (refusal === 'none') acknowledged += 1;
}
const whenFull = {
  refusal,
  again: await codeOf(log.append(numbered(`${LARGE} again`))),
  health: log.health.kind,
  freeBytes: statfsSync(folder).bavail * statfsSync(folder).bsize,
  readable: 0,
};
for await (const { index } of log.entries(0, log.size)) whenFull.readable = index + 1;

rmSync(ballast);
const afterwards = await codeOf(log.append(numbered('after')));
const receipt = await codeOf(log.prove(log.size - 1));
const health = log.health.kind;
await opened.close();
const reopened = await openedLog(join(folder, 'state'));
const size = reopened.log.size;
await reopened.close();
const verification = await verifyFolder(join(folder, 'state', 'audit'), log.publicKey);
const report = { acknowledged, whenFull, afterwards, receipt, health, size, verified: verification.kind };
process.stdout.write(`${JSON.stringify(report)}\n`);
