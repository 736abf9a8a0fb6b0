import type { Digest, ErrorParts } from '../../documents/index.js';
import type { Rule } from '../../registers/policies/index.js';
import type { Settings } from '../../settings/index.js';
import type { BuiltPolicies } from './build-policies.js';

/** What the thread is started with. */
export interface ReloadOrder {
  readonly settings: Settings;
  readonly at: number;
  /** Of the own rules in force: those are not handed over again. */
  readonly ownRules?: Digest | undefined;
}

/**
 * What the thread says. Rules come in batches, each asked for, so that taking them in blocks nobody; those that were handed
 * over before, and are the same, do not come again.
 */
export type ReloadMessage =
  | { readonly kind: 'built'; readonly built: WithoutRules }
  | { readonly kind: 'rules'; readonly rules: readonly Rule[]; readonly last: boolean }
  | { readonly kind: 'refused'; readonly code: string; readonly parts: ErrorParts };

/** A built set, its rules by id; those that are new or other ones follow. */
export interface WithoutRules extends Omit<BuiltPolicies, 'policies'> {
  readonly policies: Omit<BuiltPolicies['policies'], 'rules'>;
  readonly ids: readonly string[];
}
