import type { TSchema } from 'typebox';
import { DatasetSchema, OverlaySchema } from '../registers/datasets/index.js';
import { DestinationSchema } from '../registers/destinations/index.js';
import { LegalProfileSchema } from '../registers/legal-profiles/index.js';
import { PackSourceSchema } from '../registers/packs/index.js';
import { PolicySchemas } from '../registers/policies/index.js';
import { PurposeSchema } from '../registers/purposes/index.js';
import { TaxonomySchema } from '../registers/taxonomy/index.js';
import { SettingsSchema } from '../settings/index.js';
import { CasesSchema, FixturesSchema } from './cases.schema.js';
import { LintSettingsSchema } from './lint/index.js';

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
 * JSON Schemas for editors by file name, as text. They are what documents are checked against when they are read, less
 * what only the registers know: names, keys of the taxonomy, types of columns.
 */
export function editorSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(DOCUMENTS).map(([name, schemas]) => {
      const head = { $schema: 'http://json-schema.org/draft-07/schema#', $id: `probity/${name}.schema.json` };
      const body = schemas.length === 1 ? schemas[0] : { anyOf: schemas };
      return [`${name}.schema.json`, `${JSON.stringify({ ...head, ...body }, null, 2)}\n`];
    }),
  );
}
