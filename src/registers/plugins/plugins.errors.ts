import { errorsOf } from '../../documents/index.js';

export const PLUGINS_ERRORS = {
  PLUGIN_FOLDER_INVALID: 'A plugin folder lacks a file that it needs, or its name is not a plugin name.',
  PLUGIN_BUILD_FAILED: 'The source of a plugin could not be bundled.',
  PLUGIN_MANIFEST_INVALID: 'The manifest of a plugin is not what a manifest must be.',
  PLUGIN_NAME_MISMATCH: 'The folder of a plugin and its manifest do not have the same name.',
  PLUGIN_CONTRACT_UNKNOWN: 'A plugin was built for a contract that this version does not speak.',
  PLUGIN_TWICE: 'Two folders bring a plugin of the same name.',
  PLUGIN_OPTIONS_INVALID: "Options do not fit the plugin's schema.",
  PLUGIN_CHANGED: 'The files of a plugin changed after the register was loaded.',
} as const;

export const pluginsError = errorsOf(PLUGINS_ERRORS);
