export { type CheckedPlugin, checkPlugin } from './check-plugin.js';
export { type PluginCase, PluginCasesSchema } from './plugin-case.schema.js';
export { type ConformanceCheck, pluginConformance } from './plugin-conformance.js';
export { TESTING_ERRORS } from './testing.errors.js';
