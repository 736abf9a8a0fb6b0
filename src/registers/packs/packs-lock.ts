import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSchema, type Digest, DocumentError, frozen, readYaml } from '../../documents/index.js';
import { openPack, type VerifiedPack } from './open-pack.js';
import { packsError } from './packs.errors.js';
import { type LockedPack, PacksLockSchema } from './packs-lock.schema.js';

export const PACKS_LOCK = 'packs.lock.yaml';

/** Below a policy folder; holds `<name>/<version>/` of every pack that the lock names, and nothing else counts. */
export const PACKS_FOLDER = 'packs';

/** A pack that is in force in a policy folder. */
export interface InstalledPack extends VerifiedPack {
  /** Below the policy folder: `packs/gdpr/1.0.0`. */
  readonly place: string;
  readonly locked: LockedPack;
}

/** What the lock of a policy folder names; undefined where no pack was ever installed. @throws DocumentError */
export function readPacksLock(folder: string): readonly LockedPack[] | undefined {
  const file = join(folder, PACKS_LOCK);
  if (!existsSync(file)) return undefined;
  const document = readYaml(file, readFileSync(file, 'utf8'));
  const mistakes = checkSchema(document, PacksLockSchema);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  const { packs } = document.value as { readonly packs: readonly LockedPack[] };
  const twice = packs.findIndex(({ name }, at) => packs.findIndex((one) => one.name === name) < at);
  if (twice < 0) return frozen(packs);
  const found = { code: 'PACK_LOCK', found: 'a pack a second time', expected: 'each pack once' };
  throw new DocumentError([document.diagnostic(['packs', twice, 'name'], found)]);
}

/**
 * The packs that the lock of a policy folder names, each verified again under the signer of the lock, so that a file
 * changed after installing is found whenever policies are read; undefined where there is no lock.
 */
export function installedPacks(folder: string): readonly InstalledPack[] | undefined {
  return readPacksLock(folder)?.map((locked) => installedPack(folder, locked));
}

/** Where a pack of the lock lies, below its policy folder. */
export function packPlace({ name, version }: Pick<LockedPack, 'name' | 'version'>): string {
  return `${PACKS_FOLDER}/${name}/${version}`;
}

/** One pack of the lock, verified again. @throws PACK_LOCK, and what opening a pack throws */
export function installedPack(folder: string, locked: LockedPack): InstalledPack {
  const place = packPlace(locked);
  const pack = openPack(join(folder, place), [locked.signer]);
  const { name, version, sequence } = pack.manifest;
  const same =
    pack.digest === (locked.digest as Digest) &&
    name === locked.name &&
    version === locked.version &&
    sequence === locked.sequence;
  if (same) return Object.freeze({ ...pack, place, locked });
  throw packsError('PACK_LOCK', {
    found: `${name} ${version}, sequence ${sequence}, ${pack.digest}`,
    expected: `${locked.name} ${locked.version}, sequence ${locked.sequence}, ${locked.digest}`,
    where: join(folder, place),
    next: 'Find out who changed the folder, then add the pack again.',
  });
}
