import { SettingsSchema } from './settings.schema.js';

/** One setting as documentation and forms show it. */
export interface SettingDescription {
  /** As YAML nests it: `plugins.wallMs`. */
  readonly path: string;
  readonly description: string;
  /** Undefined for a setting that has none. */
  readonly byDefault: unknown;
}

interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
}

/** Every setting with its sentence and its default, in the order of the schema. */
export function describeSettings(): readonly SettingDescription[] {
  const { apiVersion: _version, kind: _kind, ...settings } = SettingsSchema.properties as Record<string, Described>;
  return described(settings, []);
}

function described(properties: Readonly<Record<string, Described>>, above: readonly string[]): SettingDescription[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const path = [...above, key];
    if (schema.properties) return described(schema.properties, path);
    return [{ path: path.join('.'), description: schema.description ?? '', byDefault: schema.default }];
  });
}

/** The defaults of all settings, nested as the settings file nests them. */
export function defaultSettings(): Readonly<Record<string, unknown>> {
  return defaultsOf(SettingsSchema as Described);
}

function defaultsOf({ properties = {} }: Described): Record<string, unknown> {
  const entries = Object.entries(properties).flatMap(([key, schema]) => {
    if (schema.properties) return [[key, defaultsOf(schema)]];
    return schema.default === undefined ? [] : [[key, structuredClone(schema.default)]];
  });
  return Object.fromEntries(entries);
}
