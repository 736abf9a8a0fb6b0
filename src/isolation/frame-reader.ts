import { isolationError } from './isolation.errors.js';

const LENGTH_BYTES = 4;

/** Collects length-prefixed frames from chunks of any size; a length over the limit is refused before a byte of it is kept. */
export class FrameReader {
  #pending: Buffer[] = [];
  #size = 0;
  readonly frames: Buffer[] = [];

  constructor(private readonly frameBytesMax: number) {}

  push(chunk: Buffer): void {
    this.#pending.push(chunk);
    this.#size += chunk.length;
    for (
      let length = this.#announced();
      length !== null && this.#size >= LENGTH_BYTES + length;
      length = this.#announced()
    ) {
      const bytes = this.#joined();
      this.frames.push(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
      this.#keep(bytes.subarray(LENGTH_BYTES + length));
    }
  }

  #announced(): number | null {
    if (this.#size < LENGTH_BYTES) return null;
    if ((this.#pending[0] as Buffer).length < LENGTH_BYTES) this.#keep(this.#joined());
    const length = (this.#pending[0] as Buffer).readUInt32BE(0);
    if (length <= this.frameBytesMax) return length;
    throw isolationError('PLUGIN_FRAME_TOO_LARGE', {
      found: 'an answer larger than its limit',
      expected: `at most ${this.frameBytesMax} bytes`,
      next: 'Return a model instead of labels, or raise plugins.frameBytesMax.',
    });
  }

  #joined(): Buffer {
    return this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending);
  }

  #keep(rest: Buffer): void {
    this.#pending = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
  }
}

/** One frame: a length of 4 bytes, big-endian, then the body. */
export function frameHeader(length: number): Buffer {
  const header = Buffer.alloc(LENGTH_BYTES);
  header.writeUInt32BE(length);
  return header;
}
