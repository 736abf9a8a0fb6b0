export {
  assertListed,
  manifestOf,
  openPack,
  type SignedManifest,
  signedManifest,
  trustedKey,
  type VerifiedPack,
} from './open-pack.js';
export { PACK_LIMITS, PACK_NOTE, PACK_UNSIGNED, packPaths, readPackFile } from './pack-files.js';
export { type PackManifest, PackManifestSchema, type PackSource, PackSourceSchema } from './pack-manifest.schema.js';
export { PACKS_ERRORS } from './packs.errors.js';
export {
  type InstalledPack,
  installedPack,
  installedPacks,
  PACKS_FOLDER,
  PACKS_LOCK,
  packPlace,
  readPacksLock,
} from './packs-lock.js';
export { type LockedPack, PacksLockSchema } from './packs-lock.schema.js';
