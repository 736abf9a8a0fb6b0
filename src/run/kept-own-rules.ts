import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Digest, digestOfBytes } from '../documents/index.js';
import { type OwnRuleRegister, ownRuleRegister, ownRulesDigest, readOwnRule } from '../registers/own-rules/index.js';
import { OWNER_ONLY, writeDurably } from '../store/index.js';
import type { Parts } from './parts.js';

/** What the state has of the own rules of earlier decisions; `altered` bytes are not those that the record names. */
export type KeptOwnRules =
  | { readonly kind: 'kept'; readonly register: OwnRuleRegister }
  | { readonly kind: 'absent' }
  | { readonly kind: 'altered' };

const kept = new WeakSet<OwnRuleRegister>();

/** Keeps own rules in the state, the bundles and what they are called, so that their decisions can be made again. */
export async function keepOwnRules(stateFolder: string, register: OwnRuleRegister | null): Promise<void> {
  if (register === null || kept.has(register)) return;
  for (const { digest, bundle } of register.rules) {
    await keep(fileOf(stateFolder, digest, 'tar.gz'), Buffer.from(bundle));
  }
  const names = Object.fromEntries(register.rules.map(({ name, digest }) => [name, digest]));
  await keep(fileOf(stateFolder, register.digest, 'json'), Buffer.from(canonicalJson(names)));
  kept.add(register);
}

async function keep(file: string, bytes: Buffer): Promise<void> {
  if (!existsSync(file)) await writeDurably(file, bytes, 'refuse', OWNER_ONLY);
}

/** The own rules of a digest as they were when they decided, under the limits of now. */
export function keptOwnRules(
  { settings, registers }: Pick<Parts, 'settings' | 'registers'>,
  digest: Digest,
): KeptOwnRules {
  const { stateFolder, ownRules: limits } = settings;
  const file = fileOf(stateFolder, digest, 'json');
  if (!existsSync(file)) return { kind: 'absent' };
  const names = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Digest>));
  if (ownRulesDigest(names) !== digest) return { kind: 'altered' };
  const files = [...names].map(([name, of]) => ({ name, of, bundle: fileOf(stateFolder, of, 'tar.gz') }));
  if (!files.every(({ bundle }) => existsSync(bundle))) return { kind: 'absent' };
  const bundles = files.map((one) => ({ ...one, bytes: new Uint8Array(readFileSync(one.bundle)) }));
  if (!bundles.every(({ of, bytes }) => digestOfBytes(bytes) === of)) return { kind: 'altered' };
  const rules = bundles.map(({ name, bytes, bundle }) => readOwnRule(name, bytes, bundle));
  return { kind: 'kept', register: ownRuleRegister(rules, { limits, categories: registers.taxonomy.categories }) };
}

// A digest comes from a record: whatever is not one names no file.
function fileOf(stateFolder: string, digest: Digest, ending: string): string {
  const name = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1] ?? 'none';
  return join(stateFolder, 'policies', 'own-rules', `${name}.${ending}`);
}
