import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}`;

export function digestOfBytes(bytes: string | Uint8Array): Digest {
  return `sha256:${hash('sha256', bytes)}`;
}

/** The digest of a plain value: SHA-256 over its canonical JSON. */
export function digestOf(value: unknown): Digest {
  return digestOfBytes(canonicalJson(value));
}
