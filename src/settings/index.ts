export { describeSettings, type SettingDescription } from './describe-settings.js';
export { loadSettings, settingsOf } from './load-settings.js';
export { SETTINGS_ERRORS } from './settings.errors.js';
export type { Settings } from './settings.js';
export { SettingsSchema } from './settings.schema.js';
export { settingsPage } from './settings-page.js';
