import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './deployment.js';

/** A program made from today's sources, below the package: engines read their kernel from there. */
export interface PackagedProgram {
  readonly file: string;
  remove(): void;
}

/** What the framework would load if it were there. */
const OPTIONAL = ['@nestjs/microservices*', '@nestjs/websockets*', '@nestjs/platform-express', 'class-*'];

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
    external: ['libsql', '@duckdb/*', 'esbuild', ...OPTIONAL],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
