import { DETECTORS } from '../detectors/index.js';

/** Formats that a name may have by accident: words, and names with a dot. */
const NAMELIKE = new Set([
  'domain-name',
  'gender',
  'country',
  'language',
  'religion',
  'ethnicity',
  'marital-status',
  'salutation',
  'card-scheme',
]);
const STRICT = DETECTORS.filter(({ name }) => !NAMELIKE.has(name));

/** Whether what should be the name of a column is a value: an address, a checked number, a day or a bare amount. */
export function isValue(name: string): boolean {
  if (/^[\d.,:+-]+$/.test(name) && /\d{3}|\d[.,-]\d/.test(name)) return true;
  return STRICT.some(
    ({ sign, whole, isValid, needsContext }) =>
      sign.test(name) && whole.test(name) && isValid(name) && !needsContext(name),
  );
}
