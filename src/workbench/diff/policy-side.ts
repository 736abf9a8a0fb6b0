import { type PolicyRegisters, type PolicySet, policyFiles, policySetOf } from '../../registers/policies/index.js';
import { diffError } from './diff.errors.js';
import { filesOfRevision, isFolder } from './revision-files.js';

/** Where policies are looked for, and what they may name. */
export interface SideOptions {
  /** The policy folders of the deployment: the ones that are read of a commit. */
  readonly folders: readonly string[];
  readonly registers: PolicyRegisters;
  /** Where git is asked; the working directory when absent. */
  readonly from?: string;
}

/**
 * The policies of one side of a comparison: a folder, or a git revision. `git:` before a name says that a revision is
 * meant; without it a folder of that name comes first. Scopes are resolved against the registers of today on both sides.
 * @throws ProbityError DIFF_SOURCE, DIFF_GIT; DocumentError for mistakes in the policies
 */
export function readPolicySide(name: string, { folders, registers, from = process.cwd() }: SideOptions): PolicySet {
  const revision = name.startsWith('git:') ? name.slice('git:'.length) : null;
  if (revision === null && isFolder(name)) return policySetOf(policyFiles([name]), registers);
  const files = filesOfRevision(revision ?? name, { folders, from });
  if (files && files.length > 0) return policySetOf(files, registers);
  throw diffError('DIFF_SOURCE', {
    found: files ? `no policy in '${name.slice(0, 80)}'` : `'${name.slice(0, 80)}'`,
    expected: 'a folder of policies, or a commit, branch, tag or tree of the repository',
    next: 'Name a folder, or a revision such as git:HEAD~1.',
  });
}
