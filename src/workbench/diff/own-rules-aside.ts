import { askGit, type Digest, digestOfBytes } from '../../documents/index.js';
import { type OwnRuleRegister, ownRulesDigest } from '../../registers/own-rules/index.js';
import { blobsOf, idOf, isFolder, placeWithin } from './revision-files.js';

/** The own rules beside each side of a comparison, which compares policies alone; null where there are none. */
export interface OwnRulesAside {
  readonly before: Digest | null;
  readonly after: Digest | null;
}

/** Which own rules a side has: those of the deployment, and of a revision those that lay in their folders then. */
export interface OwnRulesOptions {
  readonly ownRules: OwnRuleRegister | null;
  readonly folders: readonly string[];
  readonly from?: string;
}

/** The digests of the own rules beside two sides, named as for `readPolicySide`. */
export function ownRulesAside(before: string, after: string, options: OwnRulesOptions): OwnRulesAside {
  return { before: digestBeside(before, options), after: digestBeside(after, options) };
}

/** What a comparison says of own rules; empty where neither side has any. */
export function ownRulesText({ before, after }: OwnRulesAside): string {
  if (before === null && after === null) return '';
  const outside = 'Own rules in Rego are outside of this proof: they can forbid and oblige more on either side.';
  if (before === after) return `${outside} Both sides have the same ones (${after}).`;
  return `${outside} They differ: ${before ?? 'none'} before, ${after ?? 'none'} after; what that changes is not told here.`;
}

function digestBeside(name: string, { ownRules, folders, from = process.cwd() }: OwnRulesOptions): Digest | null {
  const now = ownRules?.digest ?? null;
  const isRevision = name.startsWith('git:') || !isFolder(name);
  const top = isRevision ? askGit(from, ['rev-parse', '--show-toplevel'])?.toString().trim() : undefined;
  // Own rules that are in no repository, or stand beside a folder or a tree, are those of the deployment.
  const within = top === undefined ? [] : folders.flatMap((folder) => placeWithin(top, folder) ?? []);
  const commit = top === undefined ? undefined : idOf(top, `${name.replace(/^git:/, '')}^{commit}`);
  if (top === undefined || commit === undefined || within.length < folders.length || within.length === 0) return now;
  const bundles = blobsOf(top, `${commit}^{tree}`, within).filter(({ path }) => path.endsWith('/bundle.tar.gz'));
  const digests = bundles.map(({ id, path }): [string, Digest] => {
    const bytes = askGit(top, ['cat-file', 'blob', id]) ?? Buffer.alloc(0);
    return [path.split('/').at(-2) ?? '', digestOfBytes(bytes)];
  });
  return digests.length === 0 ? null : ownRulesDigest(new Map(digests));
}
