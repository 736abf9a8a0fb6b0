/** What the probe tries; the engine looks at its own side too, since a plugin's word proves nothing. */
export interface ProbeTargets {
  readonly secretFile: string;
  readonly plantedFile: string;
  readonly port: number;
  readonly enginePid: number;
}

/** What the probe saw, one word each: `done`, or the code of the refusal. */
export interface ProbeSight {
  readonly read: string;
  readonly write: string;
  readonly spawn: string;
  readonly connect: string;
  readonly signal: string;
  readonly environment: number;
}

/** A bundle that tries the core of the escape suite and answers in frames like any plugin. */
export function probeSource(targets: ProbeTargets): string {
  return `
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { connect } from 'node:net';
const t = ${JSON.stringify(targets)};
const tried = (work) => { try { work(); return 'done'; } catch (e) { return String(e.code ?? e.name); } };
const connected = () => new Promise((resolve) => {
  const socket = connect(t.port, '127.0.0.1', () => resolve('done'));
  socket.on('error', (e) => resolve(String(e.code)));
});
const value = {
  read: tried(() => readFileSync(t.secretFile)),
  write: tried(() => writeFileSync(t.plantedFile, 'x')),
  spawn: tried(() => { const { error } = spawnSync('/bin/true'); if (error) throw error; }),
  connect: await connected(),
  signal: tried(() => process.kill(t.enginePid, 0)),
  environment: Object.keys(process.env).filter((key) => key !== 'PWD').length,
};
const body = Buffer.from(JSON.stringify({ kind: 'answer', value, codes: false }));
const head = Buffer.alloc(4);
head.writeUInt32BE(body.length);
writeSync(4, Buffer.concat([head, body]));
process.exit(0);
`;
}
