import { Malformed } from './malformed.js';

/** Standard base64 with padding, canonical: it must be what its bytes encode to. */
export function base64Bytes(what: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new Malformed(what, 'its base64 is not canonical');
  return bytes;
}
