import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type LockedPack,
  PACK_NOTE,
  PACKS_FOLDER,
  PACKS_LOCK,
  packPlace,
  readPacksLock,
  type VerifiedPack,
} from '../../registers/packs/index.js';
import { makeFolder, syncFolder, writeDurably } from '../../store/index.js';
import { writePack } from './pack-folder.js';
import { packWorkError } from './packs.errors.js';

const ADDING = `${PACKS_LOCK}.adding`;

/** What the caller has to say while nobody else can change the lock. */
export interface Installing {
  /** Sees the lock, and throws to refuse. */
  readonly decide: (installed: readonly LockedPack[]) => void;
  /** The last thing before it takes effect; what it throws keeps everything as it was. */
  readonly before: () => Promise<unknown>;
}

/**
 * Installs a verified pack in a policy folder. The replacing of `packs.lock.yaml` by one rename is the moment at which
 * it takes effect: before, the new folder counts for nothing; after, the old one does. What an interrupted install left
 * is swept by the next.
 */
export async function installPack(
  policyFolder: string,
  pack: VerifiedPack,
  { decide, before }: Installing,
): Promise<void> {
  await makeFolder(policyFolder);
  await alone(policyFolder, async () => {
    const installed = readPacksLock(policyFolder) ?? (await firstLock(policyFolder));
    decide(installed);
    sweep(policyFolder, installed);
    const locked = lockedPack(pack);
    await writePack(await emptyPlace(policyFolder, locked), new Map([...pack.files, [PACK_NOTE, pack.note]]));
    const next = [...installed.filter(({ name }) => name !== locked.name), locked];
    await before();
    await writeLock(policyFolder, next);
    sweep(policyFolder, next);
  });
}

/**
 * Takes a pack out of the lock of a policy folder, by the same one rename, and sweeps its files away.
 * @throws PACKS_BUSY, and what `before` throws; then everything is as it was
 */
export async function uninstallPack(policyFolder: string, gone: LockedPack, before: () => Promise<unknown>) {
  await alone(policyFolder, async () => {
    const installed = readPacksLock(policyFolder) ?? [];
    const next = installed.filter(({ name }) => name !== gone.name);
    await before();
    await writeLock(policyFolder, next);
    sweep(policyFolder, next);
  });
}

/** What the lock says of a pack. */
export function lockedPack({ manifest: { name, version, sequence }, digest, signer }: VerifiedPack): LockedPack {
  return { name, version, sequence, digest, signer };
}

/** The text of `packs.lock.yaml`. */
export function lockText(packs: readonly LockedPack[]): string {
  const sorted = [...packs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const entries = sorted.map(
    ({ name, version, sequence, digest, signer }) =>
      `  - name: ${name}\n    version: "${version}"\n    sequence: ${sequence}\n    digest: ${digest}\n    signer: ${JSON.stringify(signer)}\n`,
  );
  const list = entries.length === 0 ? 'packs: []\n' : `packs:\n${entries.join('')}`;
  return `# Written by \`probity policy pack\`. It says which packs are in force here: keep it with the policies.\napiVersion: probity/v1\nkind: PacksLock\n${list}`;
}

// An empty lock comes before anything lies in packs/, so that nothing there ever counts without being named.
async function firstLock(policyFolder: string): Promise<readonly LockedPack[]> {
  if (existsSync(join(policyFolder, PACKS_FOLDER))) {
    throw packWorkError('PACKS_FOLDER_TAKEN', {
      found: `a folder ${PACKS_FOLDER}/ without ${PACKS_LOCK}`,
      where: policyFolder,
      next: `Give that folder another name: with the first pack, ${PACKS_FOLDER}/ holds installed packs alone.`,
    });
  }
  await writeLock(policyFolder, []);
  return [];
}

async function writeLock(policyFolder: string, packs: readonly LockedPack[]): Promise<void> {
  await writeDurably(join(policyFolder, PACKS_LOCK), Buffer.from(lockText(packs)), 'replace');
}

async function emptyPlace(policyFolder: string, locked: LockedPack): Promise<string> {
  const place = join(policyFolder, packPlace(locked));
  await rm(place, { recursive: true, force: true });
  await makeFolder(dirname(place));
  return place;
}

// Folders of other versions, and what a crash left half written. A file between them is nobody's pack, and stays.
function sweep(policyFolder: string, installed: readonly LockedPack[]): void {
  const packs = join(policyFolder, PACKS_FOLDER);
  if (!existsSync(packs)) return;
  const kept = new Set(installed.map(packPlace));
  for (const name of foldersIn(packs)) {
    const isKept = (version: string) => kept.has(packPlace({ name, version }));
    const versions = foldersIn(join(packs, name));
    for (const version of versions.filter((one) => !isKept(one))) {
      rmSync(join(packs, name, version), { recursive: true });
    }
    if (!versions.some(isKept)) rmSync(join(packs, name), { recursive: true });
  }
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
}

/** One install at a time: the file names the process, and one that is gone holds nothing. */
async function alone(policyFolder: string, work: () => Promise<void>): Promise<void> {
  const file = join(policyFolder, ADDING);
  const mine = Buffer.from(`${process.pid}\n`);
  const taken = (await writeDurably(file, mine, 'refuse')) || (await takenOver(file, mine));
  if (!taken) {
    const next = `Wait for it; if no such process is there, delete ${ADDING}.`;
    throw packWorkError('PACKS_BUSY', { found: 'another one that is under way', where: policyFolder, next });
  }
  try {
    await work();
  } finally {
    await rm(file, { force: true });
    await syncFolder(policyFolder);
  }
}

async function takenOver(file: string, mine: Buffer): Promise<boolean> {
  const pid = Number(readFileSync(file, 'utf8'));
  if (isAlive(pid)) return false;
  await rm(file, { force: true });
  return writeDurably(file, mine, 'refuse');
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
