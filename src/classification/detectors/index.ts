import { CONTACT, NATIONAL_PHONE } from './contact.js';
import type { Detector } from './detector.js';
import { NATIONAL_IDS } from './national-ids.js';
import { NETWORK } from './network.js';
import { PAPERS } from './papers.js';
import { PAYMENT } from './payment.js';
import { WORDS } from './words.js';

export type { Detector } from './detector.js';

/** Every detector; of two that say the same of a text, the one that stands first counts. */
export const DETECTORS: readonly Detector[] = Object.freeze([
  ...CONTACT,
  ...PAYMENT,
  ...NATIONAL_IDS,
  ...NETWORK,
  ...PAPERS,
  NATIONAL_PHONE,
  ...WORDS,
]);

/** What a detector says, for the digest of the rules. */
export function declarationOf({ name, category, revision, whole, inside, chance, context }: Detector) {
  return { name, category, revision, whole: String(whole), inside: inside && String(inside), chance, context };
}
