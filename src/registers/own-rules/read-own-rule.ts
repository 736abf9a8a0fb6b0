import { Type } from 'typebox';
import { type Digest, digestOfBytes, hasShape } from '../../documents/index.js';
import { BUILD, bundleMembers } from './bundle-members.js';
import { checkedModule } from './check-module.js';
import type { OwnRule } from './own-rule.js';
import { ownRulesError } from './own-rules.errors.js';

/** The one entry point of every own rule. */
export const ENTRYPOINT = 'probity/own/answer';

const ManifestSchema = Type.Object({
  wasm: Type.Array(Type.Object({ entrypoint: Type.String(), module: Type.String() })),
});

/** An own rule from the bytes of its bundle. Nothing of it runs. `where` is the bundle in errors. @throws ProbityError */
export function readOwnRule(name: string, bundle: Uint8Array, where: string): OwnRule {
  const members = bundleMembers(bundle, where);
  const wasm = members.get('/policy.wasm');
  const manifest = members.get('/.manifest');
  if (!wasm || !manifest) throw unfit(`no ${wasm ? '/.manifest' : '/policy.wasm'}`, where);
  assertOneEntrypoint(manifest, where);
  const data = JSON.stringify(jsonOf(members.get('/data.json') ?? Buffer.from('{}'), where));
  const digest: Digest = digestOfBytes(bundle);
  return Object.freeze({ name, digest, bundle, module: checkedModule(wasm, where), data });
}

function assertOneEntrypoint(manifest: Buffer, where: string): void {
  const read = jsonOf(manifest, where);
  const entries = hasShape(ManifestSchema, read) ? read.wasm : [];
  const [only, ...more] = entries;
  if (only?.entrypoint === ENTRYPOINT && only.module === '/policy.wasm' && more.length === 0) return;
  const names = entries.map(({ entrypoint }) => entrypoint.slice(0, 60)).slice(0, 4);
  throw entrypointError(names.length > 0 ? names.join(', ') : 'none', where);
}

export function entrypointError(found: string, where: string) {
  return ownRulesError('OWN_RULE_ENTRYPOINT', { found, expected: ENTRYPOINT, where, next: BUILD });
}

function jsonOf(bytes: Buffer, where: string): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // What is not JSON is told like JSON of another form.
  }
  throw unfit('a file that is no JSON object', where);
}

function unfit(found: string, where: string) {
  return ownRulesError('OWN_RULE_BUNDLE', { found, expected: 'what opa build -t wasm writes', where, next: BUILD });
}
