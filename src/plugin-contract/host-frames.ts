import { readSync, writeSync } from 'node:fs';

const LENGTH_BYTES = 4;

/** Reads one frame: a length of 4 bytes, big-endian, then the body. */
export function readFrame(descriptor: number): Uint8Array {
  const length = new DataView(readBytes(descriptor, LENGTH_BYTES).buffer).getUint32(0);
  return readBytes(descriptor, length);
}

/** Writes one frame. */
export function writeFrame(descriptor: number, body: Uint8Array): void {
  const frame = new Uint8Array(LENGTH_BYTES + body.length);
  new DataView(frame.buffer).setUint32(0, body.length);
  frame.set(body, LENGTH_BYTES);
  for (let sent = 0; sent < frame.length; ) sent += writeSync(descriptor, frame, sent);
}

function readBytes(descriptor: number, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  for (let got = 0; got < count; ) {
    const more = readSync(descriptor, bytes, got, count - got, null);
    if (more === 0) throw new Error('the call ended early');
    got += more;
  }
  return bytes;
}
