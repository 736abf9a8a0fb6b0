import { hasShape } from '../../documents/index.js';
import { CONTRACT_VERSION } from '../../plugin-contract/index.js';
import { ManifestSchema, type PluginManifest } from './manifest.schema.js';
import { compiledOptions } from './plugin-options.js';
import { pluginsError } from './plugins.errors.js';

/** Checks what a plugin says of itself. Throws PLUGIN_MANIFEST_INVALID or PLUGIN_CONTRACT_UNKNOWN. */
export function checkedManifest(manifest: unknown, where: string): PluginManifest {
  if (!hasShape(ManifestSchema, manifest)) {
    throw pluginsError('PLUGIN_MANIFEST_INVALID', {
      found: 'a manifest of another shape',
      expected: 'what definePlugin takes, with every field',
      where,
      next: 'Compare the definition with docs/plugins.md.',
    });
  }
  if (manifest.contract !== CONTRACT_VERSION) {
    throw pluginsError('PLUGIN_CONTRACT_UNKNOWN', {
      found: `contract ${manifest.contract}`,
      expected: `contract ${CONTRACT_VERSION}`,
      where,
      next: 'Build the plugin again with this version: probity plugin build.',
    });
  }
  compiledOptions(manifest.options, where);
  return manifest;
}
