import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Static, TSchema } from 'typebox';
import type { Diagnostic } from './diagnostic.js';
import { instantOf } from './instant.js';
import { nearestWord } from './nearest-word.js';
import type { DocumentPath, YamlDocument } from './yaml-document.js';

const LANGUAGE = { strict: true, allowUnionTypes: true, discriminator: true, code: { optimize: false } } as const;
// Two compilations of a schema: one that only tells whether a value fits takes half as long, and most values fit.
const fitting = compilerOf(new Ajv({ ...LANGUAGE, validateSchema: false }));
const explaining = compilerOf(new Ajv({ ...LANGUAGE, allErrors: true, verbose: true }));

/** Compiles each schema once, when it is first asked for. */
function compilerOf(ajv: Ajv): (schema: TSchema) => ValidateFunction {
  // An ISO date is 00:00 UTC; a date-time must say its zone.
  ajv.addFormat('instant', (text: string) => !Number.isNaN(instantOf(text)));
  const compiled = new WeakMap<object, ValidateFunction>();
  return (schema) => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  };
}

/** The mistakes of a document against a closed schema; none means that the value has the schema's type. */
export function checkSchema(document: YamlDocument, schema: TSchema, under: DocumentPath = []): readonly Diagnostic[] {
  return schemaErrors(schema, valueAt(document.value, under)).map((error) => diagnosticOf(document, error, under));
}

/** True when a plain value has the schema's type; for values that have no file. */
export function hasShape<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return fitting(schema)(value);
}

function schemaErrors(schema: TSchema, value: unknown): readonly ErrorObject[] {
  if (fitting(schema)(value)) return [];
  const explain = explaining(schema);
  explain(value);
  return meaningful(explain.errors ?? []);
}

// anyOf and oneOf report every branch; the summary error alone says what a person needs.
function meaningful(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !unions.some((union) => union !== error && error.schemaPath.startsWith(`${union.schemaPath}/`)),
  );
}

function diagnosticOf(document: YamlDocument, error: ErrorObject, under: DocumentPath): Diagnostic {
  const path = [...under, ...stepsOf(error.instancePath, valueAt(document.value, under))];
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params['additionalProperty']);
    const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
    const mistake = {
      code: 'UNKNOWN_KEY',
      found: `the key '${key}'`,
      expected: listed(known),
      nearest: nearestWord(key, known),
    };
    return document.diagnostic([...path, key], mistake, 'key');
  }
  if (error.keyword === 'required') {
    const key = String(error.params['missingProperty']);
    return document.diagnostic(path, { code: 'MISSING_KEY', found: `no key '${key}'`, expected: `the key '${key}'` });
  }
  return document.diagnostic(path, valueMistake(error));
}

function valueMistake(error: ErrorObject): {
  code: string;
  found: string;
  expected: string;
  nearest?: string | undefined;
} {
  const found = described(error.data);
  if (error.keyword === 'enum') {
    const allowed = (error.params['allowedValues'] as unknown[]).map(String);
    const nearest = typeof error.data === 'string' ? nearestWord(error.data, allowed) : undefined;
    return { code: 'UNKNOWN_VALUE', found, expected: listed(allowed), nearest };
  }
  if (error.keyword === 'const')
    return { code: 'UNKNOWN_VALUE', found, expected: described(error.params['allowedValue']) };
  if (error.keyword === 'type') return { code: 'WRONG_TYPE', found, expected: String(error.params['type']) };
  const sentence = (error.parentSchema?.['description'] as string | undefined) ?? boundOf(error);
  return {
    code: error.keyword === 'anyOf' || error.keyword === 'oneOf' ? 'WRONG_TYPE' : 'OUT_OF_RANGE',
    found,
    expected: sentence,
  };
}

const BOUNDS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  minLength: 'a length of at least',
  maxLength: 'a length of at most',
  minItems: 'a list of at least',
  maxItems: 'a list of at most',
  minProperties: 'a mapping of at least',
  maxProperties: 'a mapping of at most',
};

function boundOf({ keyword, params, message }: ErrorObject): string {
  const bound = BOUNDS[keyword];
  return bound === undefined ? (message ?? 'another value') : `${bound} ${String(params['limit'])}`;
}

// Documents are written by officers, not by data subjects: their scalars may be shown, cut to a readable length.
function described(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value !== null && typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value);
}

function listed(words: readonly string[]): string {
  return words.length > 12 ? `one of ${words.slice(0, 12).join(', ')}, …` : `one of ${words.join(', ')}`;
}

function valueAt(value: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value);
}

function stepsOf(pointer: string, value: unknown): (string | number)[] {
  const steps: (string | number)[] = [];
  let at = value;
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push(Array.isArray(at) ? Number(step) : step);
    at = (at as Record<string | number, unknown> | undefined)?.[step];
  }
  return steps;
}
