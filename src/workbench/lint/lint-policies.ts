import { type Diagnostic, sortedDiagnostics } from '../../documents/index.js';
import type { Settings } from '../../settings/index.js';
import { STEPS_MAX } from './condition-questions.js';
import type { Finding, Level, LintReport, NotAssessed, Subject } from './finding.js';
import type { LintRule, RuleFinding } from './lint-rule.js';
import { isLintCode, type LintSettings } from './lint-settings.js';
import type { LintWorld } from './lint-world.js';
import { loadLintWorld } from './load-lint-world.js';
import { LINT_RULES } from './rules/index.js';
import { unusedSuppression } from './rules/unused-suppression.js';
import { suppress } from './suppressions.js';

export interface LintOptions {
  /** Some policy folders, for which rules that need every policy stay open; those of the settings when absent. */
  readonly folders?: readonly string[];
  readonly settings: LintSettings;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How often each waiver was used; a waiver that is not among them was never used. */
  readonly waiverUses?: ReadonlyMap<string, number>;
}

/**
 * Finds all problems of all policies and waivers, and of the registers as far as policies turn on them: the mistakes for
 * which the loader refuses a file, and what the rules find in the files that load.
 */
export function lintPolicies(
  deployment: Pick<Settings, 'registers' | 'policyFolders' | 'pluginFolders'>,
  { folders, settings, now, waiverUses }: LintOptions,
): LintReport {
  const looked = { folders: folders ?? deployment.policyFolders, now, waiverUses: waiverUses ?? null };
  const loaded = loadLintWorld(deployment, looked);
  const rules = LINT_RULES.filter((rule) => levelOf(rule, settings) !== 'off');
  const able = rules.filter(({ needs }) => loaded.world && !(needs && folders));
  const refused = [...loaded.mistakes, ...settings.mistakes].map(refusal);
  const found = loaded.world ? foundIn(loaded.world, able, settings) : [];
  const { findings, suppressed, idle } = suppress(found, settings.suppressions);
  const unused = able.includes(unusedSuppression) ? leveled(unusedSuppression, idle, settings) : [];
  const all = sorted([...refused, ...findings, ...unused]);
  return {
    files: loaded.files,
    errors: all.filter(({ level }) => level === 'error').length,
    warnings: all.filter(({ level }) => level === 'warn').length,
    findings: all,
    suppressed,
    notAssessed: [
      ...unable(rules, able, loaded.world ? 'only some of the policy folders were looked at' : BROKEN),
      ...(loaded.world ? openIn(loaded.world, able) : []),
    ],
  };
}

function foundIn(world: LintWorld, rules: readonly LintRule[], settings: LintSettings): readonly Finding[] {
  return rules.flatMap((rule) => (rule.find ? leveled(rule, rule.find(world), settings) : []));
}

function leveled(rule: LintRule, findings: readonly RuleFinding[], settings: LintSettings): readonly Finding[] {
  const level = levelOf(rule, settings);
  if (level === 'off') return [];
  const code = rule.name.toUpperCase().replaceAll('-', '_');
  return findings.map((one) => ({ ...one, code, rule: rule.name, level }));
}

function levelOf({ name, level }: LintRule, { levels }: LintSettings): Level {
  return levels.get(name) ?? level;
}

function refusal(mistake: Diagnostic): Finding {
  const rule = LINT_RULES.find(({ surfaces }) => surfaces?.(mistake))?.name ?? 'invalid-document';
  return { ...mistake, rule, level: 'error', subject: subjectOf(mistake) };
}

// The folder of a policy and the file of everything else are called as it is.
function subjectOf({ file, code }: Diagnostic): { readonly kind: Subject; readonly name: string } {
  const [name = file, folder = ''] = file.split('/').reverse();
  if (name === 'policy.yaml' || name === 'cases.yaml') return { kind: 'policy', name: folder };
  const bare = name.replace(/\.yaml$/, '');
  const kind = { waivers: 'waiver', datasets: 'dataset', purposes: 'purpose' }[folder] as Subject | undefined;
  if (kind && !isLintCode(code)) return { kind, name: bare };
  return { kind: 'settings', name: bare };
}

function openIn(world: LintWorld, rules: readonly LintRule[]): readonly NotAssessed[] {
  const named = rules.flatMap(({ name, open }) =>
    (open?.(world) ?? []).map((one): NotAssessed => ({ rule: name, ...one })),
  );
  const why = `a question about its conditions took more than ${STEPS_MAX.toLocaleString('en')} steps`;
  const large = world.conditions.open.map((policy): NotAssessed => ({ rule: 'constant-condition', policy, why }));
  return [...named, ...large, ...world.pairs.open];
}

const BROKEN = 'a register that policies are checked against has mistakes';

// A rule that only surfaces what a loader refuses has done so.
function unable(rules: readonly LintRule[], able: readonly LintRule[], why: string): readonly NotAssessed[] {
  const left = rules.filter((rule) => !able.includes(rule) && (rule.find || rule.needs));
  return left.map(({ name }) => ({ rule: name, why }));
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return sortedDiagnostics(findings) as readonly Finding[];
}
