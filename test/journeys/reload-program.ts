import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './deployment.js';

/** The program of the thread that builds policies, made from today's sources. */
export interface ReloadProgram {
  readonly file: string;
  remove(): void;
}

/** Lies below the package, because it reads the kernel from there. */
export async function reloadProgram(): Promise<ReloadProgram> {
  const parent = join(root, 'node_modules/.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'probity-reload-'));
  const file = join(folder, 'reload-worker.mjs');
  await build({
    entryPoints: [join(root, 'src/workbench/changes/reload-worker.ts')],
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
