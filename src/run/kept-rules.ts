import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, type Digest, digestOfBytes, frozen } from '../documents/index.js';
import type { PolicySet, Rule } from '../registers/policies/index.js';
import { OWNER_ONLY, writeDurably } from '../store/index.js';

/** What the state has of the rules that made a decision; `altered` bytes are not those that the record names. */
export type KeptRules =
  | { readonly kind: 'kept'; readonly rules: PolicySet }
  | { readonly kind: 'absent' }
  | { readonly kind: 'altered' };

const written = new WeakMap<PolicySet, { readonly digest: Digest; readonly text: string | null }>();

/**
 * The digest of a policy set as it decides: checked, and resolved against the registers of its day. The digest of the
 * set itself names what people wrote.
 */
export function rulesDigest(set: PolicySet): Digest {
  const known = written.get(set);
  if (known) return known.digest;
  const text = textOf(set);
  const digest = digestOfBytes(text);
  written.set(set, { digest, text });
  return digest;
}

/** Keeps the rules of a set in the state, by their digest, so that its decisions can be made again. */
export async function keepRules(stateFolder: string, set: PolicySet): Promise<Digest> {
  const digest = rulesDigest(set);
  const text = written.get(set)?.text;
  // The text is let go once it is on disk: a large set would stay in memory twice.
  if (text === null || text === undefined) return digest;
  const file = fileOf(stateFolder, digest);
  if (!existsSync(file)) await writeDurably(file, Buffer.from(text), 'refuse', OWNER_ONLY);
  written.set(set, { digest, text: null });
  return digest;
}

/** The rules of a digest as they were when they decided. */
export function keptRules(stateFolder: string, digest: Digest): KeptRules {
  const file = fileOf(stateFolder, digest);
  if (!existsSync(file)) return { kind: 'absent' };
  const text = readFileSync(file, 'utf8');
  if (digestOfBytes(text) !== digest) return { kind: 'altered' };
  const set = JSON.parse(text) as PolicySet;
  return { kind: 'kept', rules: frozen({ ...set, rules: set.rules.map(withPlaces) }) };
}

// A digest comes from a record: whatever is not one names no file.
function fileOf(stateFolder: string, digest: Digest): string {
  const name = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1] ?? 'none';
  return join(stateFolder, 'policies', 'decided', `${name}.json`);
}

// JSON knows no undefined: it prints as null among the places of leaves, and is left out elsewhere.
function textOf(set: PolicySet): string {
  return canonicalJson(JSON.parse(JSON.stringify(set)));
}

function withPlaces(rule: Rule): Rule {
  return { ...rule, leafPlaces: rule.leafPlaces.map((place) => place ?? undefined) };
}
