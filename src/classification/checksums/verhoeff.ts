// The multiplication table of the dihedral group of order 10, and the permutation that depends on the place.
const TIMES = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const MOVED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Whether digits end in their check digit of Verhoeff (1969), which Aadhaar numbers use. */
export function passesVerhoeff(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    sum = Number(TIMES[sum]?.[Number(MOVED[at % 8]?.[digit])]);
  }
  return digits.length > 1 && sum === 0;
}
