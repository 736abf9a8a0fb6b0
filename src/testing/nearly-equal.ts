/** One part in a billion: sums in another order may differ by less, another result by more. */
const TOLERANCE = 1e-9;

/** The path of the first part of `wanted` that `found` lacks or has otherwise; null when all of it is there. */
export function differenceBetween(wanted: unknown, found: unknown, path = 'result'): string | null {
  if (typeof wanted === 'number' && typeof found === 'number') {
    const scale = Math.max(1, Math.abs(wanted), Math.abs(found));
    return Math.abs(wanted - found) <= TOLERANCE * scale ? null : path;
  }
  if (wanted === null || typeof wanted !== 'object') return Object.is(wanted, found) ? null : path;
  if (found === null || typeof found !== 'object') return path;
  if (Array.isArray(wanted) && (!Array.isArray(found) || wanted.length !== found.length)) return path;
  for (const [key, value] of Object.entries(wanted)) {
    const difference = differenceBetween(value, (found as Record<string, unknown>)[key], `${path}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}
