import { dirname, join } from 'node:path';
import { loadSettings } from '../../settings/index.js';
import {
  formatLint,
  LINT_RULES,
  type LintSettings,
  lintFormatOf,
  lintPolicies,
  loadLintSettings,
  loadWaiverUses,
} from '../../workbench/index.js';
import type { Answer } from './terminal.js';

export interface LintFlags {
  readonly format?: string;
  /** `lint.yaml` beside the settings when absent. */
  readonly lintSettings?: string;
  /** A JSON file with the uses of waivers by name. */
  readonly waiverUses?: string;
}

/** Lints policy folders and what they turn on. Opens no state: it can be run while an engine holds it. */
export async function lint(
  { settings }: { readonly settings: string },
  folders: readonly string[],
  { format = 'pretty', lintSettings, waiverUses }: LintFlags = {},
): Promise<Answer> {
  const wanted = lintFormatOf(format);
  const deployment = loadSettings(settings);
  const own: LintSettings = loadLintSettings(
    lintSettings ?? join(dirname(settings), 'lint.yaml'),
    LINT_RULES,
    lintSettings !== undefined,
  );
  const report = lintPolicies(deployment, {
    ...(folders.length > 0 ? { folders } : {}),
    settings: own,
    now: Date.now(),
    ...(waiverUses === undefined ? {} : { waiverUses: loadWaiverUses(waiverUses) }),
  });
  return { exit: report.errors === 0 ? 0 : 2, json: report, text: formatLint(report, wanted, own.pages) };
}
