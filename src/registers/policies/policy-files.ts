import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** A policy or a waiver as it lies on disk. */
export interface PolicyFile {
  /** As errors and records name it. */
  readonly file: string;
  /** Below the folder it was found under; what the digest of the set names it by. */
  readonly name: string;
  readonly text: string;
  /** What `metadata.name` must be: the folder of a policy, the file of a waiver. */
  readonly expected: string;
  readonly holds: 'policy' | 'waiver';
}

/** Every `<theme>/<name>/policy.yaml` and `waivers/<name>.yaml` below the folders, sorted by name. */
export function policyFiles(folders: readonly string[]): readonly PolicyFile[] {
  return folders.flatMap(filesBelow);
}

function filesBelow(folder: string): readonly PolicyFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => isPolicy(name) || isWaiver(name))
    .sort()
    .map((name) => fileOf(folder, join(folder, name), isPolicy(name)));
}

function fileOf(folder: string, file: string, isPolicyFile: boolean): PolicyFile {
  return {
    file,
    name: relative(folder, file),
    text: readFileSync(file, 'utf8'),
    expected: isPolicyFile ? basename(dirname(file)) : basename(file, '.yaml'),
    holds: isPolicyFile ? 'policy' : 'waiver',
  };
}

function isPolicy(name: string): boolean {
  return /(^|\/)[^/]+\/policy\.yaml$/.test(name);
}

function isWaiver(name: string): boolean {
  return /(^|\/)waivers\/[^/]+\.yaml$/.test(name) && !isPolicy(name);
}
