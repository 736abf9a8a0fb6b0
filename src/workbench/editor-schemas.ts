import type { TSchema } from 'typebox';
import { DatasetSchema, OverlaySchema } from '../registers/datasets/index.js';
import { DestinationSchema } from '../registers/destinations/index.js';
import { type LegalConstants, LegalProfileSchema } from '../registers/legal-profiles/index.js';
import { PackSourceSchema } from '../registers/packs/index.js';
import { PolicySchemas } from '../registers/policies/index.js';
import { PurposeSchema } from '../registers/purposes/index.js';
import { TaxonomySchema } from '../registers/taxonomy/index.js';
import { SettingsSchema } from '../settings/index.js';
import { CasesSchema, FixturesSchema } from './cases.schema.js';
import { LintSettingsSchema } from './lint/index.js';
import { describedSchema, type FactWords, type JsonSchema } from './schema-notes/index.js';

/** The kinds of document that people write, each with the schemas it may have. */
const DOCUMENTS: Readonly<Record<string, readonly TSchema[]>> = {
  cases: [CasesSchema],
  dataset: [DatasetSchema, OverlaySchema],
  destination: [DestinationSchema],
  fixtures: [FixturesSchema],
  'legal-profile': [LegalProfileSchema],
  lint: [LintSettingsSchema],
  pack: [PackSourceSchema],
  policy: Object.values(PolicySchemas),
  probity: [SettingsSchema],
  purpose: [PurposeSchema],
  taxonomy: [TaxonomySchema],
};

/**
 * JSON Schemas for editors by file name, as text, with a note and an example on every property. They are what documents
 * are checked against when they are read, less what only the registers know: names, keys of the taxonomy, types of columns.
 */
export function editorSchemas(): ReadonlyMap<string, string> {
  return new Map([...documentSchemas()].map(([name, schema]) => [`${name}.schema.json`, schemaText(name, schema)]));
}

/**
 * The same as data, by kind of document; policies together and each kind alone. `known` are closed lists of words by
 * fact, `constants` those of the legal profiles, where both are known.
 */
export function documentSchemas(
  known: FactWords = new Map(),
  constants?: LegalConstants,
): ReadonlyMap<string, JsonSchema> {
  const documents = Object.entries(DOCUMENTS).map(([name, schemas]) => {
    const body = schemas.length === 1 ? (schemas[0] as TSchema) : { anyOf: schemas };
    return [name, describedSchema(name, body, known, constants)] as const;
  });
  const kinds = Object.entries(PolicySchemas).map(
    ([kind, schema]) => [kebab(kind), describedSchema('policy', schema, known, constants)] as const,
  );
  return new Map([...documents, ...kinds]);
}

/** A schema as its file holds it. */
export function schemaText(name: string, schema: JsonSchema): string {
  const head = { $schema: 'http://json-schema.org/draft-07/schema#', $id: `probity/${name}.schema.json` };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
}

function kebab(kind: string): string {
  return kind.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
