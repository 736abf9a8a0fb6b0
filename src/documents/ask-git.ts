import { spawnSync } from 'node:child_process';

/** Bytes that git may answer with: far above any policy repository, far below what would hurt. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

/** A repository may name programs that git would run for a look at its files: they are switched off. */
const QUIET = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];

export interface GitQuestion {
  readonly input?: string;
  readonly timeoutMs?: number;
}

/**
 * What git says of the repository around a folder; null where it says nothing: no git, no repository, a refusal, or more
 * than 64 MiB. Without a shell, without fetching, and without the variables by which git would look at another repository.
 */
export function askGit(folder: string, command: readonly string[], question: GitQuestion = {}): Buffer | null {
  const { status, stdout, error } = spawnSync('git', ['-C', folder, ...QUIET, ...command], {
    input: question.input ?? '',
    timeout: question.timeoutMs,
    maxBuffer: ANSWER_BYTES_MAX,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...surroundings(), GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  });
  return error || status !== 0 ? null : stdout;
}

function surroundings(): Readonly<Record<string, string>> {
  const names = ['PATH', 'HOME', 'XDG_CONFIG_HOME'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
