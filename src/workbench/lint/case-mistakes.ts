import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TSchema } from 'typebox';
import { checkSchema, type Diagnostic, DocumentError, readYaml } from '../../documents/index.js';
import type { PolicyFile } from '../../registers/policies/index.js';
import { CasesSchema, FixturesSchema } from '../cases.schema.js';

/** The mistakes of the cases beside policies, and of the fixtures of their folders, as far as a schema can tell. */
export function caseMistakes(folders: readonly string[], files: readonly PolicyFile[]): readonly Diagnostic[] {
  // What came with a pack was verified whole when it was installed.
  const own = files.filter(({ holds, pack }) => holds === 'policy' && pack === undefined);
  return [
    ...folders.flatMap((folder) => mistakesOf(join(folder, 'fixtures.yaml'), FixturesSchema)),
    ...own.flatMap(({ file }) => mistakesOf(join(dirname(file), 'cases.yaml'), CasesSchema)),
  ];
}

function mistakesOf(file: string, schema: TSchema): readonly Diagnostic[] {
  if (!existsSync(file)) return [];
  try {
    return checkSchema(readYaml(file, readFileSync(file, 'utf8')), schema);
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics;
    throw error;
  }
}
