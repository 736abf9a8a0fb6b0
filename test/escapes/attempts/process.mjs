import { execFileSync, fork, spawnSync } from 'node:child_process';
import cluster from 'node:cluster';
import { join } from 'node:path';
import vm from 'node:vm';
import { WASI } from 'node:wasi';
import { Worker } from 'node:worker_threads';
import { answer, attempt, soon, targets } from './prelude.mjs';

const { folder, sentinelPid, addon, secretFile } = targets;
const planted = (name) => join(folder, 'planted', name);

await attempt('spawn', () => {
  const { error } = spawnSync('/bin/sh', ['-c', `echo x > ${planted('spawn')}`]);
  if (error) throw error;
});
await attempt('exec-node', () => execFileSync(process.execPath, ['-p', '1+1']).toString().trim());
await attempt('fork', async () => {
  const child = fork(join(folder, 'planter.mjs'), [planted('fork')]);
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(`exit ${code}`)));
});
await attempt('cluster', () => {
  cluster.setupPrimary({ exec: join(folder, 'planter.mjs'), args: [planted('cluster')] });
  const child = cluster.fork();
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code) => resolve(`exit ${code}`)));
});
await attempt(
  'worker',
  () =>
    new Promise((resolve, reject) => {
      const code = `require('node:worker_threads').parentPort.postMessage(require('node:fs').readFileSync(${JSON.stringify(secretFile)}, 'utf8'))`;
      new Worker(code, { eval: true }).on('message', resolve).on('error', reject);
    }),
);
await attempt('process-binding', () => typeof process.binding('spawn_sync').spawn);
await attempt('native-addon', () => {
  process.dlopen({ exports: {} }, addon);
  return 'loaded';
});
await attempt('wasi', () => {
  new WASI({ version: 'preview1', preopens: { '/': folder } });
  return 'opened';
});
// biome-ignore lint/security/noGlobalEval: whether it works is the question.
await attempt('eval', () => globalThis.eval('1 + 1'));
await attempt('function-constructor', () => new Function('return 1 + 1')());
await attempt('vm', () => vm.runInNewContext('this.constructor.constructor("return process")().pid > 0'));
await attempt('proto-setter', () => ({}).__proto__ === Object.prototype && 'there');
await attempt('signal-host-process', () => process.kill(sentinelPid, 'SIGUSR2'));
await attempt('debug-host-process', () => process._debugProcess(sentinelPid));
await soon(50);
answer();
