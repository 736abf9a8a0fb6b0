import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where data sets that others measured lie, when they lie beside the project; none of them is in it. */
export const DATA = fileURLToPath(new URL('../../shared/data/', import.meta.url));

/** `describe` where the data set is there; where it is not, its tests are skipped, and that is said. */
export function describeWith(name: string): typeof describe {
  if (existsSync(`${DATA}${name}`)) return describe;
  // The console of a file whose tests are all skipped is never printed.
  process.stderr.write(`skipped: no data set '${name}' at ${DATA}\n`);
  return describe.skip as typeof describe;
}
