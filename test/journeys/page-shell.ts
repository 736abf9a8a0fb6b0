import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagedProgram } from './packaged-program.js';
import { changedBy, isShown, masked, type PageBlock, type PageCommand } from './page-blocks.js';

/** A folder in which the blocks of a page are carried out, with `probity` made from today's sources on the path. */
export interface PageShell {
  /** Where the page begins: an empty folder. */
  readonly work: string;
  /** Does what a block says; gives back every command that printed something else than the page shows. */
  carryOut(block: PageBlock): readonly unknown[];
  /** Puts a program on the path of the page. */
  offer(name: string, script: string): void;
  remove(): void;
}

export async function pageShell(): Promise<PageShell> {
  const folder = mkdtempSync(join(tmpdir(), 'probity-page-'));
  const work = join(folder, 'company');
  const program = await packagedProgram('src/entrances/cli/main.ts');
  mkdirSync(work);
  mkdirSync(join(folder, 'bin'));
  const offer = (name: string, script: string) => {
    writeFileSync(join(folder, 'bin', name), script);
    chmodSync(join(folder, 'bin', name), 0o755);
  };
  offer('probity', `#!/bin/sh\nexec "${process.execPath}" "${program.file}" "$@"\n`);
  return {
    work,
    offer,
    carryOut: (block) => carriedOut(work, block, join(folder, 'bin')),
    remove: () => {
      program.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function carriedOut(work: string, block: PageBlock, programs: string): readonly unknown[] {
  switch (block.kind) {
    case 'file':
      mkdirSync(dirname(join(work, block.path)), { recursive: true });
      writeFileSync(join(work, block.path), block.text, { flag: 'wx' });
      return [];
    case 'append':
      appendFileSync(join(work, block.path), block.text);
      return [];
    case 'diff': {
      const file = join(work, block.path);
      writeFileSync(file, changedBy(readFileSync(file, 'utf8'), block.text));
      return [];
    }
    case 'console':
      return typed(work, block.commands, programs);
  }
}

function typed(work: string, commands: readonly PageCommand[], programs: string): readonly unknown[] {
  const mark = '--- end of a command ---';
  // The exit code of one command is what `$?` says in the next.
  const script = commands.map(({ line }) => `${line}\nstatus=$?; echo "${mark}"; (exit $status)`).join('\n');
  const env = { ...process.env, PATH: `${programs}:${process.env['PATH']}`, NO_COLOR: '1' };
  const { stdout } = spawnSync('bash', ['-c', `exec 2>&1\n${script}`], { cwd: work, env, encoding: 'utf8' });
  const outputs = stdout.split(`${mark}\n`);
  return commands.flatMap(({ line, shown }, at) => {
    const output = outputs[at] ?? 'nothing: the shell had ended';
    return isShown(shown, output) ? [] : [{ line, shown: masked(shown), output: masked(output) }];
  });
}
