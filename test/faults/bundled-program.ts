import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A program made from today's sources, so that a child process never runs an older build. */
export interface BundledProgram {
  readonly file: string;
  remove(): Promise<void>;
}

/** Packs a TypeScript file of this folder into one module that plain node can run. */
export async function bundledProgram(name: string): Promise<BundledProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'probity-program-'));
  const file = join(folder, `${name}.mjs`);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await build({
    entryPoints: [join(ROOT, 'test', 'faults', `${name}.ts`)],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['libsql'],
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}
