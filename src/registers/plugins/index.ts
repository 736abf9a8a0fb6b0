export { buildPlugin } from './build-plugin.js';
export { nodeModulesOf } from './bundle-plugin.js';
export { loadPlugins } from './load-plugins.js';
export { ManifestSchema, type PluginManifest, WORD_PATTERN } from './manifest.schema.js';
export { newPlugin } from './new-plugin.js';
export { completedOptions } from './plugin-options.js';
export { PLUGINS_ERRORS } from './plugins.errors.js';
export { assertUnchanged, readPlugin } from './read-plugin.js';
export type { PluginRegister, RegisteredPlugin } from './registered-plugin.js';
