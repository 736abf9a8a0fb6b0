import type { YamlDocument } from '../documents/index.js';
import { type Decider, type Decision, runDecider } from '../stages/decision/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import { type Alternative, alternativesTo } from './alternatives.js';
import { type DryOutcome, dryRun } from './dry-run.js';
import { embeddedStages, type OutsideLabels } from './embedded-stages.js';
import { governedRun } from './governed-run.js';
import type { HeldRun, HoldDecision } from './hold-decision.js';
import { approveHold, heldRuns, rejectHold } from './holds.js';
import type { PoliciesInForce } from './in-force/index.js';
import { type DestinationOptions, decideOnly, type OptionsAsk, optionsFor } from './options.js';
import type { Outcome } from './outcome.js';
import type { Parts } from './parts.js';

/** What an entrance may ask of the engine. */
export class Governance {
  #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The parts as they are now; whoever took them before a swap goes on with those. */
  get parts(): Parts {
    return this.#parts;
  }

  /** Puts other policies in place, whole: runs that have begun end under those that they began with. */
  swapPolicies({ policies, origin }: PoliciesInForce, decider: Decider): void {
    const registers = this.#parts.registers;
    const digests = { ...registers.digests, policies: policies.digest };
    const swapped = Object.freeze({ ...registers, policies, policyOrigin: origin, digests });
    this.#parts = { ...this.#parts, registers: swapped, decider: runDecider(decider, this.#parts.ownRules) };
  }

  run(ask: YamlDocument): Promise<Outcome> {
    return governedRun(embeddedStages(this.parts), ask);
  }

  judge(ask: YamlDocument, outside: OutsideLabels): Promise<Outcome> {
    return governedRun(embeddedStages(this.parts, outside), ask);
  }

  dryRun(ask: YamlDocument): Promise<DryOutcome> {
    return dryRun(this.parts, ask);
  }

  decide(ask: YamlDocument): Promise<{ readonly request: SegmentationRequest; readonly decision: Decision }> {
    return decideOnly(this.parts, ask);
  }

  options(ask: OptionsAsk): Promise<readonly DestinationOptions[]> {
    return optionsFor(this.parts, ask);
  }

  alternatives(ask: YamlDocument): Promise<readonly Alternative[]> {
    return alternativesTo(this.parts, ask);
  }

  held(): Promise<readonly HeldRun[]> {
    return heldRuns(this.parts);
  }

  approve(run: string, decision: HoldDecision): Promise<{ readonly index: number; readonly folder: string }> {
    return approveHold(this.parts, run, decision);
  }

  reject(run: string, decision: HoldDecision): Promise<{ readonly index: number }> {
    return rejectHold(this.parts, run, decision);
  }
}
