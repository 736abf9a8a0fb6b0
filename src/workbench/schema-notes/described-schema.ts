import type { LegalConstants } from '../../registers/legal-profiles/index.js';
import { constantsOfField } from '../../registers/policies/index.js';
import { CASES_NOTES, FIXTURES_NOTES } from './cases-notes.js';
import { conditionSchema } from './condition-schema.js';
import { constantSchema, orConstant } from './constant-schema.js';
import { describeSchema, type Notes } from './describe-schema.js';
import { type FactWords, factsSchema, matrixSchema } from './fact-schemas.js';
import { type JsonSchema, walkSchema } from './json-schema.js';
import { POLICY_NOTES } from './policy-notes.js';
import { REGISTER_NOTES } from './register-notes.js';

const NOTES: Readonly<Record<string, Notes>> = {
  ...REGISTER_NOTES,
  policy: POLICY_NOTES,
  cases: CASES_NOTES,
  fixtures: FIXTURES_NOTES,
};

/** The notes of a kind of document. */
export function notesOf(document: string): Notes {
  return NOTES[document] ?? {};
}

const FACTS_AT = new Set([
  'cases[].facts',
  'cases[].rows[].row',
  'facts',
  'destinations.*',
  'plugins.*',
  'actors.*',
  'contexts.*',
  'subjects.*',
]);

/**
 * A copy of a schema for editors: every property with a note and an example, conditions and facts spelled out. With
 * `constants`, only those that fit are offered in the place of a value.
 */
export function describedSchema(
  document: string,
  schema: object,
  known: FactWords,
  constants?: LegalConstants,
): JsonSchema {
  const copy: JsonSchema = JSON.parse(JSON.stringify(schema));
  const definitions: Record<string, JsonSchema> = {};
  if (document === 'policy' || document === 'cases' || document === 'fixtures') {
    walkSchema(copy, (one, path) => {
      if (path === 'spec.when') point(one, 'condition', definitions, () => conditionSchema(known, constants));
      if (FACTS_AT.has(path)) point(one, 'facts', definitions, () => factsSchema(known));
      if (path === 'cases[].matrix') point(one, 'matrix', definitions, () => matrixSchema(known));
    });
  }
  for (const policy of document === 'policy' ? (copy.anyOf ?? [copy]) : []) {
    if (policy.properties?.['kind']?.const === 'Waiver') continue;
    walkSchema(policy, (one, path) => besideConstant(one, path, constants));
    if (!constants) definitions['constant'] ??= constantSchema();
  }
  describeSchema(copy, notesOf(document));
  return Object.keys(definitions).length > 0 ? { ...copy, definitions } : copy;
}

const EMPTY: LegalConstants = new Map();

function besideConstant(schema: JsonSchema, path: string, constants: LegalConstants | undefined): void {
  const names = constantsOfField(constants ?? EMPTY, path);
  // What became an alternative has the path of the whole.
  if (names === undefined || schema.anyOf) return;
  const { description, ...value } = schema;
  const [own, ...more] = orConstant(value, constants && names);
  if (!own || more.length === 0) return;
  for (const key of Object.keys(schema)) delete (schema as Record<string, unknown>)[key];
  schema.anyOf = [own, ...more];
  if (description) schema.description = description;
}

function point(
  schema: JsonSchema,
  name: string,
  definitions: Record<string, JsonSchema>,
  make: () => JsonSchema,
): void {
  const { description } = schema;
  for (const key of Object.keys(schema)) delete (schema as Record<string, unknown>)[key];
  schema.allOf = [{ $ref: `#/definitions/${name}` }];
  if (description) schema.description = description;
  definitions[name] ??= make();
}
