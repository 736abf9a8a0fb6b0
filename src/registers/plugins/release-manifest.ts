import { existsSync, readFileSync } from 'node:fs';
import { type Digest, packageRoot } from '../../documents/index.js';

/** The plugins of this release by the digest that each must have; committed, and fresh by a test. */
export function releaseDigests(): ReadonlyMap<string, Digest> {
  const file = new URL('plugins/release-manifest.json', packageRoot());
  if (!existsSync(file)) return new Map();
  const { plugins } = JSON.parse(readFileSync(file, 'utf8')) as { readonly plugins: Readonly<Record<string, Digest>> };
  return new Map(Object.entries(plugins));
}
