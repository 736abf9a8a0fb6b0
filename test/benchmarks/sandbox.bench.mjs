// What a sandbox costs to start at each level, against a bare process, in one run. Needs `npm run build`.
import { spawnSync } from 'node:child_process';
import { DEFAULT_LIMITS, probeIsolation, runSandboxed } from '../../dist/isolation/index.js';

const ROUNDS = 15;
const bundle = new URL('../../dist/plugins/rules/bundle.mjs', import.meta.url).pathname;

const bare = await median(() => spawnSync(process.execPath, ['-e', '0']));
print('bare node', bare);
const { probes } = await probeIsolation({ every: true });
for (const { level, held } of probes) {
  if (!held) continue;
  const call = () => runSandboxed({ level, bundle, call: { call: 'describe' }, limits: DEFAULT_LIMITS });
  print(`level ${level}`, await median(call));
}

async function median(work) {
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

function print(what, ms) {
  process.stdout.write(
    `${what.padEnd(12)} ${ms.toFixed(0)} ms, ${(ms - bare).toFixed(0)} ms over bare, ${(ms / bare).toFixed(2)} x\n`,
  );
}
