import type { Receipt } from '../audit/index.js';
import { isoInstant, ProbityError } from '../documents/index.js';
import type { Denial } from '../stages/decision/index.js';
import type { KeptReport, Staged } from '../stages/release/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import { closedBody } from './entries.js';
import { fittedBody } from './kept-appendix.js';
import { lateReceipt } from './late-receipt.js';
import type { Parts } from './parts.js';
import type { RunState } from './run-records.js';
import type { Trail } from './stages.js';

/** The record of one run in the log and in the state. INVARIANT: closed once, by an ending or by a fault. */
export class RunTrail implements Trail {
  constructor(
    private readonly parts: Pick<Parts, 'log' | 'records' | 'now' | 'settings'>,
    private readonly request: SegmentationRequest,
  ) {}

  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.#fault(error);
      throw error;
    }
  }

  async close(ending: Denial | KeptReport | Staged): Promise<Receipt> {
    const body = closedBody(ending);
    const outcome = stateOf(body.outcome);
    // Before the log says that it is held: who stops in between must find what a decision needs.
    if (ending.kind === 'staged' && outcome === 'held') await this.#keepForDecision(ending);
    const receipt = await this.#record(body);
    await this.#remember(outcome, receipt);
    return receipt;
  }

  /** Closes a run that only counted: nothing was assigned, judged or released. */
  async closeDry(rows: object): Promise<Receipt> {
    const receipt = await this.#record({ outcome: 'dry', rows });
    await this.#remember('dry', receipt);
    return receipt;
  }

  // When the log itself is what broke, the run stays open and is closed as crashed at the next start.
  async #fault(error: unknown): Promise<void> {
    const code = error instanceof ProbityError ? error.code : 'UNEXPECTED';
    const receipt = await this.#record({ outcome: 'fault', fault: { code } }).catch(() => null);
    if (receipt) await this.#remember('fault', receipt);
  }

  async #record(ending: Record<string, unknown>): Promise<Receipt> {
    const { log, now, settings } = this.parts;
    const body = await fittedBody(settings.stateFolder, ending);
    const { run, actor } = this.request;
    const entry = { v: 1, type: 'run-closed', run, at: isoInstant(now()), actor: actor.alias } as const;
    return lateReceipt(
      log,
      () => log.closeRun({ ...entry, environment: settings.environment, body }),
      () => log.closingReceipt(run),
    );
  }

  async #keepForDecision(staged: Staged): Promise<void> {
    const { records, now, settings } = this.parts;
    await records.close(this.request.run, heldColumns(staged, now(), settings.holdDays));
  }

  async #remember(state: RunState, receipt: Receipt): Promise<void> {
    const { records, now } = this.parts;
    await records.close(this.request.run, { state, closed_at: now(), closing_index: receipt.index });
  }
}

function stateOf(outcome: string): RunState {
  return outcome as RunState;
}

const DAY_MS = 86_400_000;

function heldColumns(staged: Staged, now: number, holdDays: number) {
  const { report, manifest, manifestDigest, verdict } = staged;
  const requestedBy = verdict.permit.request.actor.alias;
  const held = JSON.stringify({ report, manifest, manifestDigest, requestedBy, permit: verdict.permit });
  return { expires_at: now + holdDays * DAY_MS, held };
}
