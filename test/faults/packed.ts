import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A pack made by the algorithm of docs/policy-packs.md and by none of the engine's code. */
export interface MadePack {
  readonly name?: string;
  readonly version?: string;
  readonly sequence?: number;
  readonly files?: Readonly<Record<string, string>>;
}

export interface MadeKey {
  readonly name: string;
  readonly seed: Buffer;
}

export const POLICY = `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: only-declared
  title: Data goes only where its purpose says
  owner: privacy-office
  law: { requires: [GDPR 5(1)(b)] }
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
  effect: prohibit
  when: { fact: purpose.allowsDestination, eq: false }
`;

export const FILES = { 'README.md': '# Sample\n', 'access/only-declared/policy.yaml': POLICY };
export const KEY: MadeKey = { name: 'sample.example/packs', seed: Buffer.alloc(32, 7) };
export const OTHER_KEY: MadeKey = { name: 'other.example/packs', seed: Buffer.alloc(32, 8) };

/** The text that is signed. */
export function manifestText({ name = 'sample', version = '1.0.0', sequence = 1, files = FILES }: MadePack): string {
  const listed = Object.keys(files)
    .sort()
    .map((path) => {
      const bytes = Buffer.from(String(new Map(Object.entries(files)).get(path)));
      return { bytes: bytes.length, path, sha256: createHash('sha256').update(bytes).digest('hex') };
    });
  // Members stand in the order of their names, as canonical JSON wants them.
  const manifest = {
    files: listed,
    format: 'probity-pack/v1',
    laws: [
      { citation: 'GDPR', source: 'https://eur-lex.europa.eu/eli/reg/2016/679/oj', title: 'Regulation (EU) 2016/679' },
    ],
    legalProfile: { from: '2018-05-25', name: 'eu-gdpr', version: '2026-11' },
    name,
    sequence,
    title: 'A sample pack',
    version,
  };
  return `${JSON.stringify(manifest)}\n`;
}

function keysOf({ seed }: MadeKey) {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const secret = createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { secret, typed: Buffer.concat([Buffer.of(1), open]) };
}

function idOf(name: string, typed: Buffer): Buffer {
  return createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, 4);
}

export function vkeyOf(key: MadeKey): string {
  const { typed } = keysOf(key);
  return `${key.name}+${idOf(key.name, typed).toString('hex')}+${typed.toString('base64')}`;
}

export function signedLine(text: string, key: MadeKey): string {
  const { secret, typed } = keysOf(key);
  const signature = Buffer.concat([idOf(key.name, typed), sign(null, Buffer.from(text), secret)]);
  return `\u2014 ${key.name} ${signature.toString('base64')}\n`;
}

/** The signed note of a text. */
export function noteOf(text: string, keys: readonly MadeKey[] = [KEY]): string {
  return `${text}\n${keys.map((key) => signedLine(text, key)).join('')}`;
}

/** Writes a whole pack. */
export function writeMade(folder: string, made: MadePack = {}, note = noteOf(manifestText(made))): string {
  for (const [path, text] of Object.entries(made.files ?? FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'pack.note'), note);
  return folder;
}
