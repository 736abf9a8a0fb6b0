import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './deployment.js';

/** A program made from today's sources, below the package: engines read their kernel from there. */
export interface PackagedProgram {
  readonly file: string;
  remove(): void;
}

/** Packs a TypeScript file of the repository into one module that plain node can run, also as a thread. */
export async function packagedProgram(entry: string): Promise<PackagedProgram> {
  const parent = join(root, 'node_modules/.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'probity-program-'));
  const file = join(folder, 'program.mjs');
  await build({
    entryPoints: [join(root, entry)],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['libsql', '@duckdb/*', 'esbuild'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
