import { canonicalJson, ProbityError } from '../../documents/index.js';
import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import { dueAt, type Governance, keptWaivers, readSchedule } from '../../run/index.js';
import { createDecider, evaluatorOfImage, OwnRules } from '../../stages/decision/index.js';
import type { BuiltPolicies } from './build-policies.js';
import { BuildThread, type ThreadOptions } from './build-thread.js';
import { inTurn } from './change-parts.js';
import { changesError } from './changes.errors.js';

/** How the policies in force stand. */
export type PolicyHealth =
  | { readonly kind: 'current'; readonly change: number | null }
  /** A newer set could not be put in force: the last good one is, and since when the newer one is missing. */
  | { readonly kind: 'stale'; readonly change: number | null; readonly code: string; readonly since: number };

interface Failure {
  readonly code: string;
  readonly since: number;
}

/** Puts policies in force in a process that goes on running. */
export class PolicyReload {
  #failure: Failure | null = null;
  /** Of looking for what is due; gone as soon as a look succeeds. */
  #blind: Failure | null = null;
  /** What `follow` last found in the state; it is not tried again every second. */
  #seen: string | null = null;
  readonly #thread: BuildThread;

  constructor(
    private readonly governance: Governance,
    options: ThreadOptions = {},
  ) {
    this.#thread = new BuildThread(options);
  }

  /**
   * Builds, checks and tries out the policies that are due on another thread, then puts them in place whole. When that
   * fails nothing changes, and `health` says so.
   */
  reload(): Promise<PolicyHealth> {
    return inTurn(this, async () => {
      const { settings, now } = this.governance.parts;
      try {
        const ownRules = this.governance.parts.registers.ownRules?.digest;
        await this.#put(await this.#thread.build({ settings, at: now(), ownRules }));
        this.#failure = null;
      } catch (error) {
        this.#failure = this.#failureOf(error, this.#failure);
        if (!(error instanceof ProbityError)) throw error;
      }
      return this.health;
    });
  }

  /**
   * Reloads whenever a change falls due, or a waiver was approved or ended, until the function that it gives is called.
   * Whatever goes wrong with it shows in `health`, and the process goes on.
   */
  follow(everyMs = 1000): () => void {
    const timer = setInterval(() => void this.#look(), everyMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** Ends the thread that builds; the next reload begins another. */
  close(): Promise<void> {
    return this.#thread.close();
  }

  async #look(): Promise<void> {
    try {
      const isDue = this.#isDue();
      this.#blind = null;
      // What goes wrong with it is kept there.
      if (isDue) await this.reload().catch(() => undefined);
    } catch (error) {
      this.#blind = this.#failureOf(error, this.#blind);
    }
  }

  #failureOf(error: unknown, before: Failure | null): Failure {
    const code = error instanceof ProbityError ? error.code : 'UNEXPECTED';
    return { code, since: before?.since ?? this.governance.parts.now() };
  }

  get health(): PolicyHealth {
    const { change, refused } = this.governance.parts.registers.policyOrigin;
    const failure = this.#failure ?? this.#blind ?? refused[0];
    if (!failure) return { kind: 'current', change };
    return { kind: 'stale', change, code: failure.code, since: failure.since };
  }

  // A set that was refused is not tried every second; whoever mends it reloads.
  #isDue(): boolean {
    const { settings, now, registers } = this.governance.parts;
    const { change, refused } = registers.policyOrigin;
    const due = dueAt(readSchedule(settings.stateFolder), now())[0]?.change ?? null;
    const found = JSON.stringify([due, keptWaivers(settings.stateFolder)]);
    const before = this.#seen;
    this.#seen = found;
    // The first look finds what the engine was opened with.
    if (before === null) return due !== change && refused.every((one) => one.change !== due);
    return found !== before;
  }

  async #put({ policies, origin, digests, image, ownRules }: BuiltPolicies): Promise<void> {
    this.#assertSameRegisters(digests);
    const evaluator = await evaluatorOfImage(image, policies.digest);
    const own = ownRules === null ? this.governance.parts.ownRules : await startedRules(ownRules);
    try {
      await this.governance.swapPolicies({ policies, origin }, createDecider(policies, evaluator), own);
    } catch (error) {
      if (own !== this.governance.parts.ownRules) await own?.close();
      throw error;
    }
  }

  // Scopes are resolved against the other registers: a set that was read against others would not fit them.
  #assertSameRegisters(digests: BuiltPolicies['digests']): void {
    const without = ({ policies: _policies, ownRules: _ownRules, ...others }: BuiltPolicies['digests']) => others;
    if (canonicalJson(without(digests)) === canonicalJson(without(this.governance.parts.registers.digests))) return;
    throw changesError('RELOAD_REGISTERS', {
      found: 'purposes, destinations, datasets, legal profiles or plugins that differ from those in use',
      expected: 'changed policies and own rules alone',
      next: 'Start the engine again to put all registers in force together.',
    });
  }
}

async function startedRules(register: OwnRuleRegister): Promise<OwnRules> {
  const rules = new OwnRules(Object.freeze(register));
  if (await rules.areReady()) return rules;
  await rules.close();
  throw changesError('RELOAD_OWN_RULES', {
    found: 'an own rule that gives no answer',
    expected: 'own rules that can be asked',
    next: 'The last good ones stay in force; build the bundle again, and reload.',
  });
}
