import type { LockedPack } from '../../registers/packs/index.js';
import type { PackPlan } from './add-pack.js';
import type { PackRefusal } from './pack-refusal.js';

/** What happens to packs; each is one entry of the log. */
type PackEvent = 'added' | 'upgraded' | 'removed' | 'refused';

/** The body of an entry about a pack: names and digests of what was signed, and nothing of the machine or its people. */
export type PackEntry = { readonly event: PackEvent } & Readonly<Record<string, unknown>>;

/** Writes one entry, durably; where it cannot, nothing is installed. */
export type RecordPack = (entry: PackEntry) => Promise<unknown>;

/** What the log says of a pack that is about to be installed. */
export function installedEntry({ pack, installed }: PackPlan): PackEntry {
  const { manifest, digest, signer } = pack;
  const replaces = installed ? { replaces: packWords(installed) } : {};
  return { event: installed ? 'upgraded' : 'added', ...packWords({ ...manifest, digest, signer }), ...replaces };
}

/** What the log says of a pack that was refused: of one that nobody trusted signed, only its bytes are known. */
export function refusedEntry(verb: 'add' | 'upgrade', { error, signed, note }: PackRefusal): PackEntry {
  const words = signed ? packWords({ ...signed.manifest, digest: signed.digest, signer: signed.signer }) : {};
  return { event: 'refused', asked: verb, code: error.code, ...words, ...(note ? { note } : {}) };
}

/** What the log says of a pack that is about to be taken out; `forced` where nobody could tell what it meant. */
export function removedEntry(gone: LockedPack, forced: boolean): PackEntry {
  return { event: 'removed', ...packWords(gone), ...(forced ? { forced } : {}) };
}

/** What the log says of a pack that was not taken out. */
export function keptEntry(kept: LockedPack, code: string): PackEntry {
  return { event: 'refused', asked: 'remove', code, ...packWords(kept) };
}

/** A pack in words that a log may hold; of the signer the name and the id of the key. */
function packWords({ name, version, sequence, digest, signer }: LockedPack) {
  return { pack: name, version, sequence, digest, signer: signer.split('+').slice(0, 2).join('+') };
}
