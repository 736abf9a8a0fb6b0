import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canonicalJson } from '../../documents/index.js';
import { DEFAULT_LIMITS, runSandboxed, type SandboxLevel } from '../../isolation/index.js';
import { bundlePlugin } from './bundle-plugin.js';
import { checkedManifest } from './check-manifest.js';
import type { PluginManifest } from './manifest.schema.js';
import { pluginsError } from './plugins.errors.js';
import { assertNamed, readPlugin } from './read-plugin.js';
import type { RegisteredPlugin } from './registered-plugin.js';

/**
 * Builds `folder/plugin.ts` into `bundle.mjs` and `manifest.json` under `outFolder`. The manifest is what the plugin says
 * when it is asked inside the sandbox at `level`. Throws the errors of this folder and of the sandbox.
 */
export async function buildPlugin(folder: string, outFolder: string, level: SandboxLevel): Promise<RegisteredPlugin> {
  if (!existsSync(join(folder, 'plugin.ts'))) throw noSource(folder);
  mkdirSync(outFolder, { recursive: true });
  const bundle = join(resolve(outFolder), 'bundle.mjs');
  await bundlePlugin(folder, bundle);
  const manifest = await describedBy(bundle, level);
  assertNamed(manifest.name, resolve(folder));
  writeFileSync(join(outFolder, 'manifest.json'), `${canonicalJson(manifest)}\n`);
  return readPlugin(outFolder);
}

async function describedBy(bundle: string, level: SandboxLevel): Promise<PluginManifest> {
  const call = { call: 'describe', explain: true };
  const answer = await runSandboxed({ level, bundle, call, limits: { ...DEFAULT_LIMITS, wallMs: 10_000 } });
  const stated = answer.kind === 'answer' ? answer.value : null;
  const manifest = { apiVersion: 'probity/v1', kind: 'PluginManifest', ...(stated as object | null) };
  return checkedManifest(manifest, bundle);
}

function noSource(folder: string) {
  return pluginsError('PLUGIN_FOLDER_INVALID', {
    found: 'no plugin.ts',
    where: folder,
    next: 'Make a folder with probity plugin new.',
  });
}
