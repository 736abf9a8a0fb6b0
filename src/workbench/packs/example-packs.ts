import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { exampleRegisters } from '../../registers/policies/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { buildPack, makeSigningKey, type PackTarget, readSigningKey, signPack } from './index.js';

const profiles = loadLegalProfiles([fileURLToPath(new URL('config/legal-profiles', packageRoot()))]);

/** What packs are checked against, and the registers that policies are loaded with; of this release. */
export const ground = { taxonomy: loadTaxonomy(), constants: legalConstants(profiles.values()) };
export const registers = { ...exampleRegisters(), ...ground };

/** The source of a pack of this release. */
export const shipped = (name: string) => fileURLToPath(new URL(`packs/${name}`, packageRoot()));

/** Builds and signs a pack with the key of a scratch folder, which is made when it is missing. */
export async function signed(scratch: string, source: string, into: string) {
  const file = join(scratch, 'signing.key');
  const key = existsSync(file) ? readSigningKey(file) : await makeSigningKey(file, 'company.example/packs');
  await buildPack(source, into, ground);
  await signPack(into, key);
  return key;
}

/** Where packs are installed in a scratch folder, by whoever trusts these keys. */
export function target(scratch: string, trusted: readonly string[]): PackTarget {
  const policyFolder = join(scratch, 'policies');
  return { policyFolder, policyFolders: [policyFolder], registers, trusted };
}

/** A copy of a shipped pack with another release number, and with texts of one file replaced. */
export function release(
  scratch: string,
  { version, sequence, path = '' }: { readonly version: string; readonly sequence: number; readonly path?: string },
  change = (text: string) => text,
): string {
  const copy = join(scratch, `source-${version}`);
  cpSync(shipped('gdpr'), copy, { recursive: true });
  const head = readFileSync(join(copy, 'pack.yaml'), 'utf8');
  writeFileSync(
    join(copy, 'pack.yaml'),
    head.replace('version: 1.0.0', `version: ${version}`).replace('sequence: 1', `sequence: ${sequence}`),
  );
  if (path !== '') writeFileSync(join(copy, path), change(readFileSync(join(copy, path), 'utf8')));
  return copy;
}
