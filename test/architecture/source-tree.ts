import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The one total order of folders: a file may import from its own folder and from folders to the left. */
export const ORDER = [
  'plugin-contract',
  'documents',
  'settings',
  'store',
  'conditions',
  'measures',
  'generalisation',
  'noise',
  'budget',
  'engines',
  'keys',
  'isolation',
  'audit',
  'identity',
  'registers/taxonomy',
  'registers/legal-profiles',
  'registers/destinations',
  'registers/purposes',
  'registers/datasets',
  'registers/plugins',
  'registers/packs',
  'registers/policies',
  'registers/own-rules',
  'classification',
  'consent',
  'stages/request',
  'stages/decision',
  'stages/preparation',
  'stages/segmentation',
  'stages/mitigation',
  'stages/disclosure',
  'stages/fairness',
  'stages/privacy',
  'stages/gates',
  'stages/release',
  'run',
  'workbench',
  'stewardship',
  'reports',
  'testing',
  'entrances',
] as const;

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export function filesUnder(folder: string, endings: readonly string[]): readonly SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (name === 'node_modules' || name.startsWith('.')) continue;
      if (statSync(path).isDirectory()) walk(path);
      else if (endings.some((ending) => name.endsWith(ending))) {
        found.push({ path: relative(root, path).split('\\').join('/'), text: readFileSync(path, 'utf8') });
      }
    }
  };
  walk(join(root, folder));
  return found;
}

export interface Import {
  readonly from: SourceFile;
  /** As written. */
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Repository path of what a relative specifier names. */
  readonly target: string | null;
  readonly line: number;
}

const IMPORT =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;

export function importsOf(file: SourceFile): readonly Import[] {
  return [...file.text.matchAll(IMPORT)].map((match) => {
    const specifier = (match[3] ?? match[4]) as string;
    const names =
      /\{([^}]*)\}/
        .exec(match[0])?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter(Boolean) ?? [];
    const inlineTypes = names.length > 0 && names.every((name) => name.startsWith('type '));
    return {
      from: file,
      specifier,
      typeOnly: match[2] !== undefined || inlineTypes,
      target: specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null,
      line: file.text.slice(0, match.index + 1).split('\n').length,
    };
  });
}

/** The folder of the order that a path under `src/` lies in; null for files at the top. */
export function placeOf(path: string): (typeof ORDER)[number] | null {
  const inside = path.replace(/^src\//, '');
  return ORDER.find((folder) => inside.startsWith(`${folder}/`)) ?? null;
}
