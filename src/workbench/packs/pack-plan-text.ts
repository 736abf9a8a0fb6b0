import type { Taxonomy } from '../../registers/taxonomy/index.js';
import { diffPolicies, type PolicyDiff } from '../diff/index.js';
import type { PackPlan } from './add-pack.js';
import type { PackRemoval } from './remove-pack.js';

/** What the policies in force would mean with the pack that they do not mean now. */
export function diffOfPack({ before, after }: PackPlan, { categories }: Pick<Taxonomy, 'categories'>): PolicyDiff {
  return diffPolicies(before, after, { categories });
}

interface Told {
  /** Given for a dry run: then nothing was written. */
  readonly diff: PolicyDiff | undefined;
  readonly notes: readonly string[];
}

/** A plan as text: which policies come, go or change, and for a dry run what that means. */
export function packPlanText(plan: PackPlan, { diff, notes }: Told): string {
  const { manifest, signer } = plan.pack;
  const from = plan.installed ? ` after ${plan.installed.version}` : '';
  const lines = [
    `${manifest.name} ${manifest.version}${from}, signed by ${signer}`,
    ...plan.added.map((id) => `  + ${id}`),
    ...plan.changed.map((id) => `  ~ ${id}`),
    ...plan.removed.map((id) => `  - ${id}`),
    ...notes.map((note) => `note: ${note}`),
    ...(diff ? ['', ...meaningLines(diff), '', 'Nothing was written: this was a dry run.'] : []),
  ];
  return lines.join('\n');
}

/** A removal as text: which policies go, and what that means. */
export function packRemovalText(
  { pack, removed, diff }: PackRemoval,
  { dryRun, notes = [] }: { readonly dryRun: boolean; readonly notes?: readonly string[] },
): string {
  const unknown = 'What that means cannot be told: its policies, or those beside it, cannot be read.';
  const lines = [
    `${pack.name} ${pack.version} ${dryRun ? 'would be' : 'is'} taken out`,
    ...removed.map((id) => `  - ${id}`),
    ...notes.map((note) => `note: ${note}`),
    '',
    ...(diff ? meaningLines(diff) : [unknown]),
    ...(dryRun ? ['', 'Nothing was written: this was a dry run.'] : []),
  ];
  return lines.join('\n');
}

function meaningLines(diff: PolicyDiff): readonly string[] {
  if (diff.equivalent) return ['Proved: every request is decided as before.'];
  return [
    'What changes in meaning:',
    ...diff.changes.map(({ kind, policy, obligation }) => `  ${WORDS[kind]} ${obligation ?? 'a request'} (${policy})`),
    ...diff.undecided.map(({ policy, steps }) => `  left open after ${steps} steps (${policy})`),
  ];
}

const WORDS = {
  permitted: 'newly permitted:',
  denied: 'newly denied:',
  weaker: 'weaker:',
  stronger: 'stronger:',
  incomparable: 'weaker for some, stronger for others:',
} as const;
