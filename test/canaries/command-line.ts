import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../journeys/deployment.js';

/** What one command wrote and how it ended. */
export interface Told {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line, packed from today's sources as the release packs it from the build. */
export interface CommandLine {
  readonly file: string;
  run(settings: string, ...words: readonly string[]): Told;
  remove(): void;
}

export async function commandLine(): Promise<CommandLine> {
  const parent = join(root, 'node_modules/.cache');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'probity-cli-'));
  const file = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(root, 'src/entrances/cli/main.ts')],
    ...{ outfile: file, bundle: true, format: 'esm', platform: 'node', logLevel: 'error', keepNames: true },
    external: ['libsql', '@duckdb/*', 'esbuild', ...OPTIONAL_OF_NEST],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return {
    file,
    run: (settings, ...words) => {
      const args = ['--disable-warning=ExperimentalWarning', file, '--settings', settings, ...words];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
      return { exit: status, stdout, stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const OPTIONAL_OF_NEST = [
  '@nestjs/platform-express',
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  'class-transformer',
  'class-validator',
];
