import { errorsOf } from '../../documents/index.js';

export const PACKS_ERRORS = {
  PACK_UNSIGNED: 'A policy pack carries no signature.',
  PACK_SIGNER: 'A policy pack is not signed by a key that is trusted here.',
  PACK_SIGNATURE: 'A signature on a policy pack is not valid: what was signed has been altered.',
  PACK_MANIFEST: 'The signed manifest of a policy pack does not have its one form.',
  PACK_STRIPPED: 'A file that the manifest of a policy pack lists is missing.',
  PACK_UNLISTED: 'A policy pack holds a file that its manifest does not list.',
  PACK_DIGEST: 'A file of a policy pack is not the one that was signed.',
  PACK_PATH: 'A policy pack holds a file where no file of a pack may lie.',
  PACK_LINK: 'A policy pack holds something other than plain files and folders.',
  PACK_TOO_LARGE: 'A policy pack has more files or bytes than a pack may have.',
  PACK_UNREADABLE: 'A folder that should hold a policy pack cannot be read.',
  PACK_LOCK: 'An installed policy pack is not the one that packs.lock.yaml names.',
  SIGNER_KEY: 'A trusted key is not a verifier key of the signed-note form.',
} as const;

export const packsError = errorsOf(PACKS_ERRORS);
