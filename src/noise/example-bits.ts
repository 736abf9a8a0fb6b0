import { createCipheriv, createHash } from 'node:crypto';
import { RandomBits } from './random-bits.js';

/** Bits that a seed fixes, so that a test draws the same every time: AES in counter mode under a key made of the seed. */
export function seededBits(seed: string): RandomBits {
  const key = createHash('sha256').update(seed).digest();
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return new RandomBits((bytes) => bytes.set(stream.update(Buffer.alloc(bytes.length))));
}
