import type { LockedPack, VerifiedPack } from '../../registers/packs/index.js';
import { packWorkError } from './packs.errors.js';

/** What may follow the installed pack, besides a later release by the same key. */
export interface Succession {
  /** The verifier key that may take over from the one of the lock. */
  readonly replaceSigner?: string;
}

/** Refuses a pack that does not come after the installed one of its name. @throws PACK_DOWNGRADE, PACK_SIGNER_REPLACED */
export function assertFollows(installed: LockedPack, pack: VerifiedPack, { replaceSigner }: Succession): void {
  const { version, sequence } = pack.manifest;
  const later = sequence > installed.sequence && compareVersions(version, installed.version) > 0;
  if (!later) {
    throw packWorkError('PACK_DOWNGRADE', {
      found: `${version}, sequence ${sequence}`,
      expected: `a version after ${installed.version} with a sequence after ${installed.sequence}`,
      next: 'Keep the installed pack, or ask its publisher for a later one.',
    });
  }
  if (pack.signer === installed.signer || pack.signer === replaceSigner) return;
  throw packWorkError('PACK_SIGNER_REPLACED', {
    found: pack.signer,
    expected: installed.signer,
    next: 'Ask the publisher in another way whether the key changed; if so, name the new one with --replace-signer.',
  });
}

/** Negative, zero or positive, as semantic versioning orders two versions. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  const released = left.numbers.map((number, at) => number - (right.numbers[at] ?? 0)).find((found) => found !== 0);
  if (released !== undefined) return released;
  if (!left.before || !right.before) return Number(!left.before) - Number(!right.before);
  return comparePrereleases(left.before, right.before);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left !== right) return compareWords(left, right);
  }
  return 0;
}

// Numbers order as numbers and stand before words.
function compareWords(left: string, right: string): number {
  const [leftNumber, rightNumber] = [/^[0-9]+$/.test(left), /^[0-9]+$/.test(right)];
  if (leftNumber && rightNumber) return Number(left) - Number(right);
  if (leftNumber !== rightNumber) return leftNumber ? -1 : 1;
  return left < right ? -1 : 1;
}

function partsOf(version: string) {
  const [, numbers = '', before] = /^([0-9.]+)(?:-(.+))?$/.exec(version) ?? [];
  return { numbers: numbers.split('.').map(Number), before: before?.split('.') };
}
