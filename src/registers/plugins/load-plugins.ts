import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../documents/index.js';
import { pluginsError } from './plugins.errors.js';
import { readPlugin } from './read-plugin.js';
import type { PluginRegister, RegisteredPlugin } from './registered-plugin.js';

/** Reads every built plugin below the folders, each in a folder of its own name. A folder that is not there holds none. */
export function loadPlugins(folders: readonly string[]): PluginRegister {
  const plugins = new Map<string, RegisteredPlugin>();
  for (const folder of folders.flatMap(foldersIn)) {
    const plugin = readPlugin(folder);
    if (plugins.has(plugin.name)) throw twice(plugin, plugins.get(plugin.name) as RegisteredPlugin);
    plugins.set(plugin.name, plugin);
  }
  const digest = digestOf(Object.fromEntries([...plugins].map(([name, plugin]) => [name, plugin.digest])));
  return Object.freeze(Object.assign(plugins, { digest }));
}

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries.map(({ name }) => join(folder, name)).sort();
}

function twice({ name, bundle }: RegisteredPlugin, first: RegisteredPlugin) {
  return pluginsError('PLUGIN_TWICE', {
    found: `a second plugin '${name}'; the first is ${first.bundle}`,
    where: bundle,
    next: 'Rename one of them, or take one of the folders out of the settings.',
  });
}
