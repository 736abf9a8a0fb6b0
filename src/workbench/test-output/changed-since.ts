import { basename, dirname, resolve } from 'node:path';
import { askGit } from '../../documents/index.js';
import { testOutputError } from './test-output.errors.js';

/** What changed below a policy folder: single policies, or something that the cases of all of them turn on. */
export type Changed =
  | { readonly kind: 'all' }
  /** The absolute folders of the policies that changed, with those that are not tracked yet. */
  | { readonly kind: 'some'; readonly folders: ReadonlySet<string> };

/**
 * What changed below a policy folder since a git revision, the working tree included. Fixtures and waivers speak to the
 * cases of every policy: where one changed, all did.
 * @throws NO_GIT, NO_REVISION
 */
export function changedSince(folder: string, revision: string): Changed {
  git(folder, ['rev-parse', '--show-toplevel'], () => noRepository(folder));
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], () =>
    testOutputError('NO_REVISION', {
      found: `the revision '${revision.slice(0, 80)}'`,
      where: folder,
      next: 'Name a commit, branch or tag of the repository after --changed.',
    }),
  ).trim();
  const compared = ['--no-ext-diff', '--no-renames', '--name-only', '--relative', '-z', commit, '--', '.'];
  const since = git(folder, ['diff', ...compared], () => noRepository(folder));
  const untracked = git(folder, ['ls-files', '--others', '--exclude-standard', '-z'], () => noRepository(folder));
  return changedBy(
    folder,
    [since, untracked].flatMap((names) => names.split('\0')),
  );
}

function changedBy(folder: string, names: readonly string[]): Changed {
  const yaml = names.filter((name) => name.endsWith('.yaml'));
  if (yaml.some((name) => basename(name) === 'fixtures.yaml' || basename(dirname(name)) === 'waivers')) {
    return { kind: 'all' };
  }
  const ofPolicies = yaml.filter((name) => /^(policy|cases)\.yaml$/.test(basename(name)));
  return { kind: 'some', folders: new Set(ofPolicies.map((name) => dirname(resolve(folder, name)))) };
}

function git(folder: string, command: readonly string[], failure: () => Error): string {
  const answer = askGit(folder, command);
  if (!answer) throw failure();
  return answer.toString();
}

function noRepository(folder: string): Error {
  return testOutputError('NO_GIT', {
    found: 'no git repository that can be asked',
    where: folder,
    next: 'Install git, keep the policies in a repository, or test without --changed.',
  });
}
