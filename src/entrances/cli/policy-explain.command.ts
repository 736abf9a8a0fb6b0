import { existsSync, readFileSync } from 'node:fs';
import { explainRequest, explainRun, explainSubject, explanationText, subjectText } from '../../workbench/index.js';
import { type AskFlags, askOf } from './ask-flags.js';
import { withGovernance } from './engine-context.js';
import { entranceError } from './entrances.errors.js';
import type { Answer } from './terminal.js';

interface Globals {
  readonly settings: string;
}

interface ExplainFlags extends AskFlags {
  /** The raw key of one subject of the run; `-` reads it from standard input, so that no list of processes shows it. */
  readonly subject?: string;
}

/**
 * Why a decision is what it is: of a run by its id, of a decision by the index of its entry, or of a request. With a
 * subject: why that subject is in the run, or is not.
 */
export async function explain(globals: Globals, target: string | undefined, flags: ExplainFlags): Promise<Answer> {
  const { subject, ...asked } = flags;
  const ask = askedBy(target, asked);
  if (subject !== undefined) return explainOne(globals, ask === null ? target : undefined, subject);
  return withGovernance(globals, async (governance) => {
    const explanation =
      ask === null ? await explainRun(governance.parts, target ?? '') : await explainRequest(governance, askOf(ask));
    return { exit: 0, json: explanation, text: explanationText(explanation) };
  });
}

/** The flags of an ask; null where the target names something that was recorded. */
function askedBy(target: string | undefined, flags: AskFlags): AskFlags | null {
  if (target === undefined) return flags;
  return /\.ya?ml$/.test(target) || existsSync(target) ? { ...flags, request: target } : null;
}

async function explainOne(globals: Globals, run: string | undefined, subject: string): Promise<Answer> {
  if (run === undefined) {
    throw entranceError('FLAG_INVALID', {
      found: '--subject without a run',
      expected: 'the id of a run before it',
      next: 'Write: probity policy explain <run id> --subject <key>',
    });
  }
  return withGovernance(globals, async ({ parts }) => {
    const key = subject === '-' ? readFileSync(process.stdin.fd, 'utf8').trim() : subject;
    const explanation = await explainSubject(parts, run, key);
    return { exit: 0, json: explanation, text: subjectText(explanation) };
  });
}
