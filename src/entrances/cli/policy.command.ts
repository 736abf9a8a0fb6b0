import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { policyTestText, testPoliciesInData, withRowTrial } from '../../workbench/index.js';
import { type AskFlags, askOf } from './ask-flags.js';
import { withGovernance } from './engine-context.js';
import { explanationText } from './explanation-text.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** Runs the cases of policy folders. Opens no state: a test never waits for another engine. */
export async function test({ settings }: Globals, folders: readonly string[]): Promise<Answer> {
  const loaded = loadSettings(settings);
  const registers = loadRegisters(loaded);
  const tested = folders.length > 0 ? folders : loaded.policyFolders;
  const result = await withRowTrial((trial) => testPoliciesInData(tested, registers, trial));
  return { exit: result.failed === 0 ? 0 : 2, json: result, text: policyTestText(result) };
}

/** The rules in force, with kind, mode, owner and place. */
export async function list({ settings }: Globals): Promise<Answer> {
  const { policies } = loadRegisters(loadSettings(settings));
  const rows = policies.rules.map(({ id, kind, mode, owner, title }) => [id, kind, mode, owner, title]);
  return { exit: 0, json: policies.rules, text: aligned(rows) };
}

/** Why the answer is what it is, and the smallest change that flips it. */
export function explain(globals: Globals, flags: AskFlags): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const explanation = await governance.explain(askOf(flags));
    return { exit: 0, json: explanation, text: explanationText(explanation) };
  });
}
