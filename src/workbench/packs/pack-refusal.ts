import { type Digest, DocumentError, digestOfBytes, ProbityError } from '../../documents/index.js';
import {
  openPack,
  PACK_NOTE,
  type PACKS_ERRORS,
  readPackFile,
  type SignedManifest,
  signedManifest,
  type VerifiedPack,
} from '../../registers/packs/index.js';
import type { PACK_WORK_ERRORS } from './packs.errors.js';

/** A pack that was judged, and the answer is no. */
export interface PackRefusal {
  readonly kind: 'refused';
  readonly error: ProbityError;
  /** What a trusted key signed; absent where none did, because then nothing that the pack says of itself is known. */
  readonly signed: SignedManifest | undefined;
  /** SHA-256 of the bytes of `pack.note`, to know the same pack again; absent where it cannot be read. */
  readonly note: Digest | undefined;
}

type Code = keyof typeof PACKS_ERRORS | keyof typeof PACK_WORK_ERRORS;

/** What says something about the pack; every other error says that it could not be judged. */
const REFUSING: readonly Code[] = [
  'PACK_UNSIGNED',
  'PACK_SIGNER',
  'PACK_SIGNATURE',
  'PACK_MANIFEST',
  'PACK_STRIPPED',
  'PACK_UNLISTED',
  'PACK_DIGEST',
  'PACK_PATH',
  'PACK_LINK',
  'PACK_TOO_LARGE',
  'PACK_DOWNGRADE',
  'PACK_SIGNER_REPLACED',
  'PACK_GRANTS',
  'PACK_ALTERED',
];

/** A pack of which every byte was signed by a key that is trusted. */
export interface PackAccepted {
  readonly kind: 'verified';
  readonly pack: VerifiedPack;
}

/** Who signed a pack, and that every byte of it was signed; or why it is refused. @throws PACK_UNREADABLE, SIGNER_KEY */
export function verifyPack(folder: string, trusted: readonly string[]): PackAccepted | PackRefusal {
  return judged(folder, trusted, () => ({ kind: 'verified', pack: openPack(folder, trusted) }));
}

/** Does a step of judging the pack in a folder: its refusal is an answer, and what else goes wrong is thrown. */
export function judged<T extends object>(folder: string, trusted: readonly string[], step: () => T): T | PackRefusal {
  try {
    return step();
  } catch (error) {
    if (!refuses(error)) throw error;
    return Object.freeze({ kind: 'refused', error, ...claims(folder, trusted) });
  }
}

/** Whether a step came to a refusal. */
export function isRefusal(found: object): found is PackRefusal {
  return 'kind' in found && found.kind === 'refused';
}

function refuses(error: unknown): error is ProbityError {
  if (error instanceof DocumentError) return true;
  return error instanceof ProbityError && (REFUSING as readonly string[]).includes(error.code);
}

function claims(folder: string, trusted: readonly string[]): Pick<PackRefusal, 'signed' | 'note'> {
  return {
    signed: attempt(() => signedManifest(folder, trusted)),
    note: attempt(() => {
      const note = readPackFile(folder, PACK_NOTE);
      return note && digestOfBytes(note);
    }),
  };
}

// The pack is refused already: what cannot be read of it now stays unknown.
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
