import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { TSchema } from 'typebox';
import { type Digest, digestOf, digestOfBytes, frozen } from '../../documents/index.js';
import { checkedManifest } from './check-manifest.js';
import { pluginsError } from './plugins.errors.js';
import type { RegisteredPlugin } from './registered-plugin.js';
import { releaseDigests } from './release-manifest.js';

/** Reads a built plugin: `bundle.mjs` and `manifest.json`. Nothing of it runs. */
export function readPlugin(folder: string): RegisteredPlugin {
  const where = resolve(folder);
  for (const file of ['bundle.mjs', 'manifest.json']) {
    if (!existsSync(join(where, file))) throw notBuilt(where, file);
  }
  const manifestFile = join(where, 'manifest.json');
  const manifest = checkedManifest(parsed(manifestFile), manifestFile);
  assertNamed(manifest.name, where);
  const digest = digestOfFiles(where);
  return frozen({
    name: manifest.name,
    manifest,
    options: manifest.options as unknown as TSchema & Readonly<Record<string, unknown>>,
    digest,
    bundle: join(where, 'bundle.mjs'),
    builtIn: releaseDigests().get(manifest.name) === digest,
  });
}

/** Throws PLUGIN_CHANGED unless the files still are those that were registered. */
export function assertUnchanged(plugin: RegisteredPlugin): void {
  if (digestOfFiles(resolve(plugin.bundle, '..')) === plugin.digest) return;
  throw pluginsError('PLUGIN_CHANGED', {
    found: `other files of plugin '${plugin.name}' than those that were registered`,
    where: plugin.bundle,
    next: 'Find out who changed them; start again to register them as they are now.',
  });
}

/** Throws PLUGIN_NAME_MISMATCH unless a plugin is called as its folder is. */
export function assertNamed(name: string, folder: string): void {
  if (name === basename(folder)) return;
  throw pluginsError('PLUGIN_NAME_MISMATCH', {
    found: `the name '${name}'`,
    expected: `'${basename(folder)}', as the folder is called`,
    where: folder,
    next: 'Rename the folder or the plugin, and build it again.',
  });
}

function digestOfFiles(folder: string): Digest {
  const of = (file: string) => digestOfBytes(readFileSync(join(folder, file)));
  return digestOf({ bundle: of('bundle.mjs'), manifest: of('manifest.json') });
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function notBuilt(where: string, file: string) {
  return pluginsError('PLUGIN_FOLDER_INVALID', {
    found: `no ${file}`,
    where,
    next: 'Build the plugin: probity plugin build.',
  });
}
