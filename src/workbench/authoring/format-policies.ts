import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, DocumentError } from '../../documents/index.js';
import { PACKS_FOLDER, PACKS_LOCK } from '../../registers/packs/index.js';
import { writeDurably } from '../../store/index.js';
import { formatText } from './format-text.js';

/** Which files were looked at, and which are laid out otherwise than they should be. */
export interface Formatted {
  readonly files: number;
  /** Sorted; written anew unless only a check was asked for. */
  readonly changed: readonly string[];
}

/**
 * Lays out every `policy.yaml`, `cases.yaml`, `fixtures.yaml` and waiver below the folders. Nothing is written when one
 * of them cannot be read.
 * @throws DocumentError with all mistakes of all files
 */
export async function formatPolicies(
  folders: readonly string[],
  { check }: { readonly check: boolean },
): Promise<Formatted> {
  const files = folders.flatMap(documentsBelow);
  const mistakes: Diagnostic[] = [];
  const changed = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const formatted = formattedOr(file, text, mistakes);
    return formatted === text ? [] : [{ file, formatted }];
  });
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  if (!check) for (const { file, formatted } of changed) await writeDurably(file, Buffer.from(formatted), 'replace');
  return { files: files.length, changed: changed.map(({ file }) => file) };
}

function formattedOr(file: string, text: string, mistakes: Diagnostic[]): string {
  try {
    return formatText(file, text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    mistakes.push(...error.diagnostics);
    return text;
  }
}

// What came with a pack is signed byte for byte, and is not ours to lay out.
function documentsBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const hasPacks = names.includes(PACKS_LOCK);
  return names
    .filter((name) => !hasPacks || !name.startsWith(`${PACKS_FOLDER}/`))
    .filter((name) => /(^|\/)(policy|cases|fixtures)\.yaml$|(^|\/)waivers\/[^/]+\.yaml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
