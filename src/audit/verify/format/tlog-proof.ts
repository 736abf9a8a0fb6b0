import { base64Bytes } from './base64.js';
import { Malformed } from './malformed.js';
import { HASH_BYTES } from './merkle.js';

const HEAD = 'c2sp.org/tlog-proof@v1';

/** The contents of a `.tlog-proof` file (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number;
  /** From the leaf's sibling to the root. */
  readonly path: readonly Buffer[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
  /** Not authenticated. */
  readonly extra?: Buffer;
}

export function printTlogProof({ index, path, checkpoint, extra }: TlogProof): string {
  const extraLine = extra ? [`extra ${extra.toString('base64')}`] : [];
  const lines = [HEAD, ...extraLine, `index ${index}`, ...path.map((hash) => hash.toString('base64'))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  if (end < 0) throw new Malformed('proof', 'no empty line before the checkpoint');
  const [head, ...lines] = text.slice(0, end).split('\n');
  if (head !== HEAD) throw new Malformed('proof', `the first line is not ${HEAD}`);
  const extra = lines[0]?.startsWith('extra ') ? base64Bytes('extra', lines.shift()?.slice(6) ?? '') : undefined;
  const digits = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1];
  if (digits === undefined) throw new Malformed('proof', 'no index line');
  const path = lines.map(parseHash);
  return { index: Number(digits), path, checkpoint: text.slice(end + 2), ...(extra && { extra }) };
}

function parseHash(line: string): Buffer {
  const hash = base64Bytes('proof hash', line);
  if (hash.length !== HASH_BYTES) throw new Malformed('proof', 'a hash is not 32 bytes');
  return hash;
}
