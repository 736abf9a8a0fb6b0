import { existsSync } from 'node:fs';

/** The folder of Probity's package.json, from `src/`, `dist/` and the bundled command line alike; ends in a slash. */
export function packageRoot(): URL {
  for (let at = new URL('.', import.meta.url); ; at = new URL('..', at)) {
    if (existsSync(new URL('package.json', at))) return at;
    if (at.pathname === '/') throw new Error('package.json of probity not found');
  }
}
