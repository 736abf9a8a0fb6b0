import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { signatureLine } from '../../audit/index.js';
import {
  assertListed,
  manifestOf,
  openPack,
  PACK_NOTE,
  PACK_UNSIGNED,
  readPackFile,
  type VerifiedPack,
} from '../../registers/packs/index.js';
import { syncFolder, writeDurably } from '../../store/index.js';
import { packWorkError } from './packs.errors.js';
import type { SigningKey } from './signing-key.js';

/**
 * Signs a built pack, or adds a signature to a signed one, after every file was held against the manifest. The unsigned
 * manifest goes once the signed one is on disk; signing again with the same key changes nothing, as Ed25519 gives one
 * signature per text.
 */
export async function signPack(folder: string, key: SigningKey): Promise<VerifiedPack> {
  const { text, signatures } = manifestText(folder);
  assertListed(folder, manifestOf(text, folder), [PACK_UNSIGNED]);
  const { name, signer } = key;
  const line = signatureLine(name, signer.publicKey, signer.sign(Buffer.from(text)));
  const note = `${text}\n${signatures.filter((one) => one !== line).join('')}${line}`;
  await writeDurably(join(folder, PACK_NOTE), Buffer.from(note), 'replace');
  await rm(join(folder, PACK_UNSIGNED), { force: true });
  await syncFolder(folder);
  return openPack(folder, [key.verifierKey]);
}

function manifestText(folder: string): { readonly text: string; readonly signatures: readonly string[] } {
  const note = readPackFile(folder, PACK_NOTE)?.toString('utf8');
  const end = note?.lastIndexOf('\n\n') ?? -1;
  if (note && end >= 0) {
    return { text: note.slice(0, end + 1), signatures: note.slice(end + 2).split(/(?<=\n)/) };
  }
  const text = existsSync(folder) ? readPackFile(folder, PACK_UNSIGNED)?.toString('utf8') : undefined;
  if (text) return { text, signatures: [] };
  const found = `neither ${PACK_UNSIGNED} nor ${PACK_NOTE}`;
  throw packWorkError('PACK_SOURCE', {
    found,
    where: folder,
    next: 'Build it first, with: probity policy pack build.',
  });
}
