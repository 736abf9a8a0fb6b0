import type { Digest } from '../../documents/index.js';
import type { OwnRuleRegister } from '../../registers/own-rules/index.js';
import type { PolicySet } from '../../registers/policies/index.js';
import { type KeptOwnRules, type KeptRules, rulesDigest } from '../../run/index.js';
import { createDecider, type Decider } from '../../stages/decision/index.js';
import { rememberedAnswers } from './remembered-answers.js';

/** Where the rules of earlier decisions are found. */
export type RulesOf = (digest: Digest) => KeptRules;

/** Where the own rules of earlier decisions are found. */
export type OwnRulesOf = (digest: Digest) => KeptOwnRules;

/** What decides again under earlier rules: a decider, or what became of the rules. */
export type EarlierDecider =
  | { readonly kind: 'kept'; readonly decider: Decider; readonly rules: PolicySet }
  | Exclude<KeptRules, { kind: 'kept' }>;

/** Each set of rules has a kernel of its own in memory, so that only the last few are kept open. */
const OPEN_MAX = 6;

/** Deciders by the digest of their rules, on the kernel that decides runs. */
export class Deciders {
  readonly #open = new Map<Digest, EarlierDecider>();
  readonly #own = new Map<Digest, KeptOwnRules>();

  constructor(
    private readonly rulesOf: RulesOf,
    private readonly categories: readonly string[],
    private readonly ownRulesOf: OwnRulesOf = () => ({ kind: 'absent' }),
  ) {}

  of(set: PolicySet): Decider {
    return createDecider(set, rememberedAnswers(set, this.categories));
  }

  /** Undefined where they were not kept as the record names them. */
  ownRules(digest: Digest): OwnRuleRegister | undefined {
    const known = this.#own.get(digest) ?? this.ownRulesOf(digest);
    this.#own.set(digest, known);
    return known.kind === 'kept' ? known.register : undefined;
  }

  earlier(digest: Digest): EarlierDecider {
    const known = this.#open.get(digest);
    if (known) return known;
    const found = this.rulesOf(digest);
    const made: EarlierDecider =
      found.kind === 'kept' ? { ...found, decider: this.of(found.rules) } : { kind: found.kind };
    const oldest = this.#open.keys().next();
    if (this.#open.size >= OPEN_MAX && !oldest.done) this.#open.delete(oldest.value);
    this.#open.set(digest, made);
    return made;
  }
}

/** The same of own rules. */
export function ownRulesFrom(kept: OwnRulesOf, inForce: OwnRuleRegister | null): OwnRulesOf {
  return (digest) => (digest === inForce?.digest ? { kind: 'kept', register: inForce } : kept(digest));
}

/** The rules of the state, and those in force, which may not have decided a run yet. */
export function rulesFrom(kept: RulesOf, inForce: PolicySet): RulesOf {
  const current = rulesDigest(inForce);
  return (digest) => (digest === current ? { kind: 'kept', rules: inForce } : kept(digest));
}
