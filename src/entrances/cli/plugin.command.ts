import { basename, join, resolve } from 'node:path';
import { probeIsolation } from '../../isolation/index.js';
import { buildPlugin, loadPlugins, newPlugin } from '../../registers/plugins/index.js';
import { loadSettings } from '../../settings/index.js';
import { checkPlugin } from '../../testing/index.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** The plugins that runs may name. */
export async function list({ settings }: Globals): Promise<Answer> {
  const plugins = [...loadPlugins(loadSettings(settings).pluginFolders).values()];
  const json = plugins.map(({ manifest, digest, builtIn }) => ({ ...manifest, digest, builtIn }));
  const rows = plugins.map(({ name, manifest, builtIn }) => [
    name,
    manifest.version,
    builtIn ? 'built in' : 'added',
    manifest.title,
  ]);
  return { exit: 0, json, text: rows.length === 0 ? 'no plugins' : aligned(rows) };
}

/** Writes the folder of a new plugin that passes its own suite. */
export async function create(name: string, { folder }: { readonly folder: string }): Promise<Answer> {
  const home = newPlugin(name, folder);
  return { exit: 0, json: { folder: home }, text: `wrote ${home}; try: probity plugin check ${home}` };
}

/** Bundles a plugin and has it describe itself inside the sandbox. */
export async function build({ settings }: Globals, folder: string): Promise<Answer> {
  const [into] = loadSettings(settings).pluginFolders;
  const { highest } = await probeIsolation();
  const name = basename(resolve(folder));
  const plugin = await buildPlugin(folder, join(into as string, name), highest);
  const json = { name, digest: plugin.digest, builtIn: plugin.builtIn };
  return {
    exit: 0,
    json,
    text: `built ${name} ${plugin.manifest.version} into ${join(into as string, name)}\n  ${plugin.digest}`,
  };
}

/** Runs the conformance suite on a plugin's source folder. */
export async function check(folder: string): Promise<Answer> {
  const { highest } = await probeIsolation();
  const results = await checkPlugin(folder, highest);
  const rows = results.map(({ name, passed, why }) => [passed ? 'pass' : 'FAIL', name, why ?? '']);
  return { exit: results.every(({ passed }) => passed) ? 0 : 2, json: results, text: aligned(rows) };
}
