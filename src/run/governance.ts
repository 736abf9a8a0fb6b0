import type { YamlDocument } from '../documents/index.js';
import { type Decider, type Decision, type OwnRules, runDecider } from '../stages/decision/index.js';
import type { SegmentationRequest } from '../stages/request/index.js';
import { type Alternative, alternativesTo } from './alternatives.js';
import { type DriftAsk, type DriftSeries, driftSeries } from './drift-series.js';
import { type DryOutcome, dryRun } from './dry-run.js';
import { embeddedStages, type OutsideLabels } from './embedded-stages.js';
import { governedRun } from './governed-run.js';
import type { HeldRun, HoldDecision } from './hold-decision.js';
import { approveHold, heldRuns, rejectHold } from './holds.js';
import type { PoliciesInForce } from './in-force/index.js';
import { type DestinationOptions, decideOnly, type OptionsAsk, optionsFor } from './options.js';
import type { Outcome } from './outcome.js';
import type { Parts, Registers } from './parts.js';
import { recordLoaded } from './record-loaded.js';

function swappedRegisters(
  registers: Registers,
  { policies, origin }: PoliciesInForce,
  ownRules: OwnRules | null,
): Registers {
  const own = ownRules === null ? {} : { ownRules: ownRules.register.digest };
  const digests = { ...registers.digests, policies: policies.digest, ...own };
  const register = ownRules?.register ?? null;
  return Object.freeze({ ...registers, policies, policyOrigin: origin, ownRules: register, digests });
}

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

  /**
   * Puts other policies and own rules in place, whole, once the log says so: runs that have begun end under those that they
   * began with. Where the log cannot be written, nothing changes.
   */
  async swapPolicies(
    inForce: PoliciesInForce,
    decider: Decider,
    ownRules: OwnRules | null = this.#parts.ownRules,
  ): Promise<void> {
    const before = this.#parts;
    const registers = swappedRegisters(before.registers, inForce, ownRules);
    await recordLoaded(before, registers, before.registers.digests);
    this.#parts = { ...before, registers, ownRules, decider: runDecider(decider, ownRules) };
    if (before.ownRules !== ownRules) await before.ownRules?.retire();
  }

  /** With `suggest`, a withheld run comes with every variant that might pass, by what it costs. */
  run(ask: YamlDocument, { suggest = false } = {}): Promise<Outcome> {
    return governedRun(embeddedStages(this.parts, null, suggest), ask);
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

  /** How groups were reached by the released runs of every segmentation of a dataset for a purpose. */
  drift(ask: DriftAsk): Promise<readonly DriftSeries[]> {
    return driftSeries(this.parts, ask);
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
