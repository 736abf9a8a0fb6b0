import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const WAIT_MS = 3_000;

/**
 * The commit that a folder stands at, with `-dirty` where files below it differ from the commit; null where there is no
 * git repository, or no git. Never throws: a deployment without git is as good as one with it.
 */
export function gitRevision(folder: string): string | null {
  if (!existsSync(folder)) return null;
  // A repository may name programs that git would run for a look at its files: they are switched off.
  const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-C', folder];
  const status = ['status', '--porcelain=v2', '--branch', '--untracked-files=all', '--', '.'];
  try {
    return revisionIn(
      execFileSync('git', [...quiet, ...status], {
        encoding: 'utf8',
        timeout: WAIT_MS,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
      }),
    );
  } catch {
    return null;
  }
}

function revisionIn(status: string): string | null {
  const lines = status.split('\n').filter((line) => line !== '');
  const commit = /^# branch\.oid ([0-9a-f]{40,64})$/.exec(lines.find((line) => line.startsWith('# branch.oid')) ?? '');
  if (!commit) return null;
  return lines.some((line) => !line.startsWith('#')) ? `${commit[1]}-dirty` : (commit[1] as string);
}
