/** Whether digits end in their Luhn check digit (ISO/IEC 7812-1, annex B). One in ten strings of digits passes by chance. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, second = false; at >= 0; at--, second = !second) {
    const digit = digits.charCodeAt(at) - 48;
    const twice = digit * 2;
    sum += second ? (twice > 9 ? twice - 9 : twice) : digit;
  }
  return digits.length > 1 && sum % 10 === 0;
}
