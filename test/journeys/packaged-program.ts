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

/** Packs a TypeScript file of the repository, as the release packs its command line, for plain node to run, also as a thread. */
export async function packagedProgram(entry: string): Promise<PackagedProgram> {
  const parent = join(root, 'node_modules/.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'probity-program-'));
  await build({
    entryPoints: { program: join(root, entry) },
    ...{ outdir: folder, outExtension: { '.js': '.mjs' } },
    // A command loads what it needs and no more.
    ...{ bundle: true, splitting: true, keepNames: true, format: 'esm', platform: 'node' },
    external: ['libsql', '@duckdb/*', 'esbuild', ...OPTIONAL],
    logLevel: 'error',
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  return { file: join(folder, 'program.mjs'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
