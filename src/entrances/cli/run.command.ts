import { resolve } from 'node:path';
import type { Outcome } from '../../run/index.js';
import { type AskFlags, askOf } from './ask-flags.js';
import { withGovernance } from './engine-context.js';
import { dryText, outcomeText } from './outcome-text.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** Runs a segmentation, or counts rows only with `--dry`. */
export function run(
  globals: Globals,
  flags: AskFlags & { readonly dry?: boolean; readonly suggest?: boolean },
): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const ask = askOf(flags);
    if (flags.dry) {
      const outcome = await governance.dryRun(ask);
      const json = outcome.kind === 'dry' ? { kind: 'dry', ...outcome.rows, receipt: outcome.receipt } : outcome;
      return { exit: outcome.kind === 'dry' ? 0 : 2, json, text: dryText(outcome) };
    }
    const outcome = await governance.run(ask, { suggest: flags.suggest ?? false });
    const alternatives = outcome.kind === 'denied' ? await governance.alternatives(ask) : [];
    return answerOf(outcome, outcomeText(outcome, alternatives), alternatives);
  });
}

/** Judges labels that were made outside: the same gates, inputs not governed. */
export function judge(globals: Globals, labels: string, flags: AskFlags): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const outcome = await governance.judge(askOf(flags), { file: resolve(labels) });
    return answerOf(outcome, outcomeText(outcome, []), []);
  });
}

function answerOf(outcome: Outcome, text: string, alternatives: readonly object[]): Answer {
  return { exit: outcome.kind === 'released' ? 0 : 2, json: outcomeDocument(outcome, alternatives), text };
}

/** What machines read of an outcome: no handle of the data engine is in it. */
function outcomeDocument(outcome: Outcome, alternatives: readonly object[]) {
  switch (outcome.kind) {
    case 'denied': {
      const { request, reasons, wouldHave } = outcome.decision;
      return { outcome: 'denied', run: request.run, reasons, wouldHave, alternatives, receipt: outcome.receipt };
    }
    case 'withheld': {
      const { report, receipt } = outcome;
      return { outcome: 'withheld', run: report.run.id, report, receipt };
    }
    case 'held':
      return { outcome: 'held', run: outcome.run, report: outcome.report, receipt: outcome.receipt };
    case 'released': {
      const { folder, report, receipt } = outcome;
      return { outcome: 'released', run: report.run.id, folder, report, receipt };
    }
  }
}
