import { spawnSync } from 'node:child_process';
import { packagedProgram } from '../journeys/packaged-program.js';

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
  const { file, remove } = await packagedProgram('src/entrances/cli/main.ts');
  return {
    file,
    run: (settings, ...words) => {
      const args = ['--disable-warning=ExperimentalWarning', file, '--settings', settings, ...words];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
      return { exit: status, stdout, stderr };
    },
    remove,
  };
}
