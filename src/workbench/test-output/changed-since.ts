import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { askGit } from '../../documents/index.js';
import { testOutputError } from './test-output.errors.js';

/** What changed below a policy folder: single policies, or something that the cases of all of them turn on. */
export type Changed =
  | { readonly kind: 'all' }
  /** The absolute folders of the policies that changed, with those that are not tracked yet. */
  | { readonly kind: 'some'; readonly folders: ReadonlySet<string> };

/**
 * What changed below a policy folder since a git revision, the working tree included. Fixtures, waivers and a policy that
 * is gone speak to the cases of every policy: where one changed, all did.
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
  return changedBy(folder, namesSince(folder, commit));
}

/**
 * Whether anything below these folders changed since a git revision: registers, which the cases of every policy turn on.
 * What no repository can tell counts as changed.
 */
export function anyChangedSince(folders: readonly string[], revision: string): boolean {
  return folders.some((folder) => {
    const commit = askGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    return !commit || namesSince(folder, commit.toString().trim()).length > 0;
  });
}

function namesSince(folder: string, commit: string): readonly string[] {
  const compared = ['--no-ext-diff', '--no-renames', '--name-only', '--relative', '-z', commit, '--', '.'];
  const since = git(folder, ['diff', ...compared], () => noRepository(folder));
  const untracked = git(folder, ['ls-files', '--others', '--exclude-standard', '-z'], () => noRepository(folder));
  return [since, untracked].flatMap((names) => names.split('\0')).filter((name) => name !== '');
}

function changedBy(folder: string, names: readonly string[]): Changed {
  const yaml = names.filter((name) => name.endsWith('.yaml'));
  if (yaml.some((name) => basename(name) === 'fixtures.yaml' || basename(dirname(name)) === 'waivers')) {
    return { kind: 'all' };
  }
  const ofPolicies = yaml.filter((name) => /^(policy|cases)\.yaml$/.test(basename(name)));
  const folders = new Set(ofPolicies.map((name) => dirname(resolve(folder, name))));
  // Of a policy that is gone only the cases of the others can tell what it meant to them.
  const isGone = [...folders].some((one) => !existsSync(resolve(one, 'policy.yaml')));
  return isGone ? { kind: 'all' } : { kind: 'some', folders };
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
