import { type AskFlags, askOf } from './ask-flags.js';
import { withGovernance } from './engine-context.js';
import { reasonLine } from './outcome-text.js';
import { type Answer, bold } from './terminal.js';

/** The decision alone: no data is read and nothing is recorded. */
export function decide(globals: { readonly settings: string }, flags: AskFlags): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const { decision } = await governance.decide(askOf(flags));
    const text = [bold(decision.kind === 'permit' ? 'PERMIT' : 'DENIAL'), ...decision.reasons.map(reasonLine)].join(
      '\n',
    );
    return { exit: decision.kind === 'permit' ? 0 : 2, json: decision, text };
  });
}
