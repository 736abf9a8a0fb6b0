import { readFileSync } from 'node:fs';
import { datasetsError } from '../datasets.errors.js';
import { type ImportedDataset, written } from './draft.js';
import { draftFromDbt, isDbtManifest } from './import-dbt.js';
import { draftFromFides, type ImportChoice } from './import-fides.js';

/**
 * Drafts a dataset file from a Fides manifest (YAML) or a dbt `manifest.json`. Writes nothing.
 * Throws IMPORT_FORMAT, IMPORT_UNKNOWN, or a DocumentError for a manifest with mistakes.
 */
export function importDataset(file: string, choice: ImportChoice = {}): ImportedDataset {
  if (!file.endsWith('.json')) return written(draftFromFides(file, choice));
  const manifest = parsed(file);
  if (!isDbtManifest(manifest)) throw unknownFormat(file);
  return written(draftFromDbt(file, manifest, choice));
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw unknownFormat(file, cause);
  }
}

function unknownFormat(file: string, cause?: unknown) {
  const parts = {
    found: 'a file that is no JSON, or JSON without nodes and metadata',
    expected: "a Fides manifest (.yml, .yaml) or dbt's manifest.json",
    where: file,
    next: 'Name the file that dbt wrote to target/manifest.json.',
  };
  return datasetsError('IMPORT_FORMAT', parts, { cause });
}
