import { Ajv, type ValidateFunction } from 'ajv';
import { frozen } from '../../documents/index.js';
import { pluginsError } from './plugins.errors.js';

const ajv = new Ajv({
  ...{ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true, useDefaults: true },
  code: { optimize: false },
});
const compiled = new WeakMap<object, ValidateFunction>();

/** Compiles a schema of options once. Throws PLUGIN_MANIFEST_INVALID for what is no JSON Schema of a closed object. */
export function compiledOptions(schema: Readonly<Record<string, unknown>>, where: string): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  try {
    if (schema['type'] !== 'object' || schema['additionalProperties'] !== false) throw new Error('it is not closed');
    const validate = ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  } catch (error) {
    throw pluginsError('PLUGIN_MANIFEST_INVALID', {
      found: `a schema of options that cannot be used: ${error instanceof Error ? error.message : 'unknown'}`,
      expected: 'JSON Schema of an object with additionalProperties: false',
      where,
      next: 'Correct the options of the definition.',
    });
  }
}

/** The options with every default filled in, frozen. Throws PLUGIN_OPTIONS_INVALID with the first mistake. */
export function completedOptions(
  plugin: { readonly name: string; readonly options: Readonly<Record<string, unknown>> },
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const validate = compiledOptions(plugin.options, plugin.name);
  const completed = structuredClone(options);
  if (validate(completed)) return frozen(completed);
  const [mistake] = validate.errors ?? [];
  throw pluginsError('PLUGIN_OPTIONS_INVALID', {
    found: `options that ${mistake?.message ?? 'have another shape'}`,
    where: `options${(mistake?.instancePath ?? '').replaceAll('/', '.')}`,
    next: `Compare them with the schema of ${plugin.name}: probity plugin list --json.`,
  });
}
