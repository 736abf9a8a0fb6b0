import { isoInstant } from '../../documents/index.js';
import { withGovernance } from './engine-context.js';
import { type Answer, aligned } from './terminal.js';

interface Globals {
  readonly settings: string;
}

/** Runs that wait for a person, oldest first. */
export function list(globals: Globals): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const held = await governance.held();
    const rows = held.map(({ run, report, expiresAt, expired }) => [
      run,
      report.request.dataset,
      report.request.purpose,
      `${report.findings.filter(({ consequence }) => consequence === 'hold').length} findings`,
      expired ? 'expired' : `until ${isoInstant(expiresAt).slice(0, 10)}`,
    ]);
    return { exit: 0, json: held, text: rows.length === 0 ? 'nothing waits' : aligned(rows) };
  });
}

interface DecisionFlags {
  readonly reason: string;
  readonly as: string;
  readonly role: string;
}

/** Approves or rejects a held run, as an act of its own that is recorded. */
export function decide(
  globals: Globals,
  decision: 'approve' | 'reject',
  run: string,
  { reason, as, role }: DecisionFlags,
): Promise<Answer> {
  return withGovernance(globals, async (governance) => {
    const by = { by: as, role, reason };
    if (decision === 'reject') {
      const { index } = await governance.reject(run, by);
      return { exit: 0, json: { run, decision: 'rejected', index }, text: `rejected; entry ${index}` };
    }
    const { index, folder } = await governance.approve(run, by);
    return {
      exit: 0,
      json: { run, decision: 'approved', index, folder },
      text: `released to ${folder}; entry ${index}`,
    };
  });
}
