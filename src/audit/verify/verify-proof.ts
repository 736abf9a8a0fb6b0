import {
  leafHash,
  Malformed,
  openCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  rootOfInclusion,
} from './format/index.js';
import { type Broken, broken } from './verification.js';

/** An entry stands at this index of the log that the checkpoint commits to. */
export interface Proved {
  readonly kind: 'proved';
  readonly origin: string;
  readonly index: number;
  readonly size: number;
}

/** Checks the text of a `.tlog-proof` file for the exact bytes of an entry, offline. */
export function verifyProof(proof: string, entry: Uint8Array, vkey: string): Proved | Broken {
  try {
    const { index, path, checkpoint } = parseTlogProof(proof);
    const { origin, size, root } = openCheckpoint(checkpoint, parseVerifierKey(vkey));
    if (rootOfInclusion(index, size, leafHash(entry), path)?.equals(root)) {
      return Object.freeze({ kind: 'proved', origin, index, size });
    }
    const says = `the entry and its path do not lead to the signed root of ${size} entries`;
    return broken([{ kind: 'proof', where: 'proof', index, says }]);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return broken([{ kind: 'proof', where: 'proof', says: error.message }]);
  }
}
