import { canonicalJson, ProbityError } from '../../documents/index.js';
import { dueAt, type Governance, readSchedule } from '../../run/index.js';
import { createDecider, evaluatorOfImage } from '../../stages/decision/index.js';
import { buildOnThread, type ThreadOptions } from './build-on-thread.js';
import type { BuiltPolicies } from './build-policies.js';
import { inTurn } from './change-parts.js';
import { changesError } from './changes.errors.js';

/** How the policies in force stand. */
export type PolicyHealth =
  | { readonly kind: 'current'; readonly change: number | null }
  /** A newer set could not be put in force: the last good one is, and since when the newer one is missing. */
  | { readonly kind: 'stale'; readonly change: number | null; readonly code: string; readonly since: number };

/** Puts policies in force in a process that goes on running. */
export class PolicyReload {
  #failure: { readonly code: string; readonly since: number } | null = null;

  constructor(
    private readonly governance: Governance,
    private readonly options: ThreadOptions = {},
  ) {}

  /**
   * Builds, checks and tries out the policies that are due on another thread, then puts them in place whole. When that
   * fails nothing changes, and `health` says so.
   */
  reload(): Promise<PolicyHealth> {
    return inTurn(this, async () => {
      const { settings, now } = this.governance.parts;
      try {
        await this.#put(await buildOnThread({ settings, at: now() }, this.options));
        this.#failure = null;
      } catch (error) {
        if (!(error instanceof ProbityError)) throw error;
        this.#failure = { code: error.code, since: this.#failure?.since ?? now() };
      }
      return this.health;
    });
  }

  /** Reloads whenever a change falls due, until the function that it gives is called. */
  follow(everyMs = 1000): () => void {
    const timer = setInterval(() => {
      if (this.#isDue()) void this.reload();
    }, everyMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  get health(): PolicyHealth {
    const { change, refused } = this.governance.parts.registers.policyOrigin;
    const failure = this.#failure ?? refused[0];
    if (!failure) return { kind: 'current', change };
    return { kind: 'stale', change, code: failure.code, since: failure.since };
  }

  // A set that was refused is not tried every second; whoever mends it reloads.
  #isDue(): boolean {
    const { settings, now, registers } = this.governance.parts;
    const { change, refused } = registers.policyOrigin;
    const due = dueAt(readSchedule(settings.stateFolder), now())[0]?.change;
    if (due === undefined || due === change || this.#tried === due) return false;
    this.#tried = due;
    return refused.every((one) => one.change !== due);
  }

  #tried: number | null = null;

  async #put({ policies, origin, digests, image }: BuiltPolicies): Promise<void> {
    this.#assertSameRegisters(digests);
    const evaluator = await evaluatorOfImage(image, policies.digest);
    this.governance.swapPolicies({ policies, origin }, createDecider(policies, evaluator));
  }

  // Scopes are resolved against the other registers: a set that was read against others would not fit them.
  #assertSameRegisters(digests: BuiltPolicies['digests']): void {
    const without = ({ policies: _policies, ...others }: BuiltPolicies['digests']) => others;
    if (canonicalJson(without(digests)) === canonicalJson(without(this.governance.parts.registers.digests))) return;
    throw changesError('RELOAD_REGISTERS', {
      found: 'purposes, destinations, datasets, legal profiles or plugins that differ from those in use',
      expected: 'changed policies alone',
      next: 'Start the engine again to put all registers in force together.',
    });
  }
}
