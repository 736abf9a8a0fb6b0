// Packed with every attempt: reads the call like any plugin, and answers with what each attempt reached.
import { readSync, writeSync } from 'node:fs';

const sized = (count) => {
  const bytes = Buffer.alloc(count);
  for (let got = 0; got < count; ) got += readSync(3, bytes, got, count - got, null);
  return bytes;
};
const frame = () => sized(sized(4).readUInt32BE(0));
export const targets = JSON.parse(frame().toString());
const seen = {};

/** What an attempt brought back, or the code of what stopped it. */
export async function attempt(name, work) {
  try {
    seen[name] = String((await work()) ?? 'done');
  } catch (error) {
    seen[name] = `refused: ${error.code ?? error.name}`;
  }
}

export const soon = (milliseconds, value) => new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));

export function answer() {
  const body = Buffer.from(JSON.stringify({ kind: 'answer', value: seen, codes: false }));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  writeSync(4, Buffer.concat([head, body]));
  process.exit(0);
}
