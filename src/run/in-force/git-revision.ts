import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askGit } from '../../documents/index.js';

const WAIT_MS = 3_000;

/**
 * The commit that a folder stands at, with `-dirty` where files below it differ from the commit; null where there is no
 * git repository, or no git. Never throws: a deployment without git is as good as one with it.
 */
export function gitRevision(folder: string): string | null {
  if (!isBelowRepository(folder)) return null;
  const status = ['status', '--porcelain=v2', '--branch', '--untracked-files=all', '--', '.'];
  const answer = askGit(folder, status, { timeoutMs: WAIT_MS });
  return answer && revisionIn(answer.toString());
}

// To start a program costs more than to look for what it would look for.
function isBelowRepository(folder: string): boolean {
  if (!existsSync(folder)) return false;
  let at = realpathSync(folder);
  while (!existsSync(join(at, '.git'))) {
    const above = dirname(at);
    if (above === at) return false;
    at = above;
  }
  return true;
}

function revisionIn(status: string): string | null {
  const lines = status.split('\n').filter((line) => line !== '');
  const commit = /^# branch\.oid ([0-9a-f]{40,64})$/.exec(lines.find((line) => line.startsWith('# branch.oid')) ?? '');
  if (!commit) return null;
  return lines.some((line) => !line.startsWith('#')) ? `${commit[1]}-dirty` : (commit[1] as string);
}
