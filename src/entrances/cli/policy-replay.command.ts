import { replayCandidate, replayText, sinceInstant } from '../../workbench/index.js';
import { withGovernance } from './engine-context.js';
import type { Answer } from './terminal.js';

interface ReplayFlags {
  readonly since: string;
  readonly until?: string;
  readonly candidate: string;
}

/** Decides past requests again under the policies of a folder. Reads the log; changes and records nothing. */
export function replay(globals: { readonly settings: string }, flags: ReplayFlags): Promise<Answer> {
  return withGovernance(globals, async ({ parts }) => {
    const now = parts.now();
    const since = sinceInstant(flags.since, now);
    const until = flags.until === undefined ? now : sinceInstant(flags.until, now);
    const result = await replayCandidate(parts, { folder: flags.candidate, since, until });
    return { exit: 0, json: result, text: replayText(result) };
  });
}
