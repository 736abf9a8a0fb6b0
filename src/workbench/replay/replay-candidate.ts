import type { Digest } from '../../documents/index.js';
import { folderPolicies, keptOwnRules, keptRules, type Parts, wholeEntries } from '../../run/index.js';
import { replayError } from './replay.errors.js';
import type { Replay } from './replay.js';
import { replayDecisions } from './replay-decisions.js';

/** Which decisions, and the folder of the policies that they are tried under. Instants are milliseconds since 1970. */
export interface CandidateReplay {
  readonly folder: string;
  readonly since: number;
  readonly until: number;
}

/**
 * Replays the log of a deployment under the policies of a folder, with the approved waivers of the state.
 * @throws CANDIDATE_MISSING, or DocumentError when a policy of the folder has mistakes
 */
export async function replayCandidate(
  { log, registers, settings }: Pick<Parts, 'log' | 'registers' | 'settings'>,
  { folder, since, until }: CandidateReplay,
): Promise<Replay> {
  const { stateFolder } = settings;
  const { policies } = folderPolicies({ stateFolder, policyFolders: [folder] }, registers);
  if (policies.rules.length === 0) {
    throw replayError('CANDIDATE_MISSING', {
      found: 'no <theme>/<name>/policy.yaml below it',
      where: folder,
      next: 'Name the folder that holds the themes: --candidate policies',
    });
  }
  const rulesOf: Parameters<typeof replayDecisions>[0]['rulesOf'] = (digest) => keptRules(stateFolder, digest);
  const kept = { rulesOf, ownRulesOf: (digest: Digest) => keptOwnRules({ settings, registers }, digest) };
  const entries = wholeEntries(stateFolder, log, { from: 0, to: log.size });
  return replayDecisions({ entries, since, until, candidate: policies, registers, ...kept });
}
