import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, checkSchema, DocumentError, frozen, readYaml } from '../../documents/index.js';
import {
  manifestOf,
  PACK_UNSIGNED,
  type PackManifest,
  type PackSource,
  PackSourceSchema,
  packPaths,
  readPackFile,
} from '../../registers/packs/index.js';
import type { Rule } from '../../registers/policies/index.js';
import { type PolicyTest, testPolicies } from '../policy-test.js';
import { writePack } from './pack-folder.js';
import { type PackGround, packRules } from './pack-rules.js';
import { packWorkError } from './packs.errors.js';

/** The source of a pack's manifest. */
export const PACK_YAML = 'pack.yaml';

/**
 * Builds a pack from its source: checks its policies, runs its cases, and writes the files with an unsigned manifest
 * into a new folder, which appears whole or not at all.
 * @throws DocumentError with every mistake of the policies; PACK_SOURCE, PACK_GRANTS, PACK_CASES, PACK_TOO_LARGE
 */
export async function buildPack(source: string, into: string, ground: PackGround): Promise<PackManifest> {
  if (existsSync(into)) throw taken(into);
  const head = readPackSource(source);
  const files = filesOf(source);
  const rules = packRules(source, files, ground);
  assertTested(source, rules, testPack(source, ground));
  const text = `${canonicalJson(manifestFor(head, files))}\n`;
  await writePack(into, new Map([...files, [PACK_UNSIGNED, Buffer.from(text)]]));
  return manifestOf(text, into);
}

/** The head of a pack's manifest as people wrote it. @throws DocumentError, PACK_SOURCE */
export function readPackSource(source: string): PackSource {
  const bytes = existsSync(source) ? readPackFile(source, PACK_YAML) : undefined;
  const next = 'Name a folder with a pack.yaml; docs/policy-packs.md shows one.';
  if (!bytes) throw packWorkError('PACK_SOURCE', { found: `no ${PACK_YAML}`, where: source, next });
  const document = readYaml(join(source, PACK_YAML), bytes.toString('utf8'));
  const mistakes = checkSchema(document, PackSourceSchema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return frozen(document.value as PackSource);
}

/** Runs the cases of a pack in its own world. */
export function testPack(source: string, ground: PackGround): PolicyTest {
  return testPolicies([source], {
    ...ground,
    purposes: new Map(),
    destinations: new Map(),
    datasets: new Map(),
    plugins: new Map(),
  });
}

/** The files of a source without its `pack.yaml`, which the signed manifest takes the place of. */
function filesOf(source: string): ReadonlyMap<string, Buffer> {
  const paths = [...packPaths(source, [PACK_YAML]).keys()];
  return new Map(paths.map((path) => [path, readPackFile(source, path) as Buffer]));
}

function manifestFor({ apiVersion: _version, kind: _kind, ...head }: PackSource, files: ReadonlyMap<string, Buffer>) {
  const listed = [...files].map(([path, bytes]) => ({
    path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  return { format: 'probity-pack/v1', ...head, files: listed };
}

function assertTested(where: string, rules: readonly Rule[], { failed, untested }: PolicyTest): void {
  const without = untested.filter((name) => rules.some(({ id }) => id === name));
  if (failed === 0 && without.length === 0) return;
  const found = failed > 0 ? `${failed} failing cases` : `no cases for ${without.join(', ')}`;
  throw packWorkError('PACK_CASES', { found, where, next: `See what fails, with: probity policy test ${where}` });
}

function taken(where: string) {
  return packWorkError('PACK_SOURCE', {
    found: 'a folder that is there',
    where,
    next: 'Name a new folder with --into.',
  });
}
