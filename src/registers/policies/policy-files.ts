import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { namesBelow } from '../../documents/index.js';
import { type InstalledPack, installedPacks, type LockedPack, PACKS_FOLDER } from '../packs/index.js';

/** Policies of a pack that only its cases need: a grant to ask under, most of all. They are never in force. */
const FIXTURES_THEME = 'fixtures/';

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
  /** The pack that it came with. */
  readonly pack?: LockedPack;
}

/**
 * Every `<theme>/<name>/policy.yaml` and `waivers/<name>.yaml` below the folders, sorted by name. Where a folder has a
 * `packs.lock.yaml`, its `packs/` counts only as far as the lock names it, and only as it was signed.
 */
export function policyFiles(folders: readonly string[]): readonly PolicyFile[] {
  return folders.flatMap(filesBelow);
}

function filesBelow(folder: string): readonly PolicyFile[] {
  if (!existsSync(folder)) return [];
  const packs = installedPacks(folder);
  const own = namesBelow(folder)
    .filter((name) => isPolicy(name) || isWaiver(name))
    .filter((name) => !packs || !name.startsWith(`${PACKS_FOLDER}/`))
    .map((name) => fileOf(folder, name));
  const packed = (packs ?? []).flatMap(({ files, place, locked }) => packPolicyFiles(folder, { files, place, locked }));
  return [...own, ...packed].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The policies of a pack that was verified, as they count in a policy folder; those that only its cases need are left
 * out. What was verified is what is parsed: the bytes are not read from the disk a second time.
 */
export function packPolicyFiles(
  folder: string,
  { files, place, locked }: Pick<InstalledPack, 'files' | 'place' | 'locked'>,
): readonly PolicyFile[] {
  const policies = [...files].filter(([path]) => isPolicy(path) && !path.startsWith(FIXTURES_THEME));
  return policies.map(([path, bytes]) => ({
    file: join(folder, place, path),
    name: `${place}/${path}`,
    text: bytes.toString('utf8'),
    expected: basename(dirname(path)),
    holds: 'policy',
    pack: locked,
  }));
}

function fileOf(folder: string, name: string): PolicyFile {
  const file = join(folder, name);
  const isPolicyFile = isPolicy(name);
  return {
    file,
    name,
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
