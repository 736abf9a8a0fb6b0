import { DocumentError } from '../../documents/index.js';
import {
  type Place,
  type PolicyFile,
  type PolicyRegisters,
  type PolicySet,
  policySetOf,
  type Rule,
} from '../../registers/policies/index.js';
import { placeIn, policyDocument } from '../policy-document.js';
import { conditionMutations } from './condition-mutations.js';
import { type Mutation, mutated } from './mutation.js';
import { obligationMutations } from './obligation-mutations.js';
import { scopeMutations } from './scope-mutations.js';

/** A policy with one mistake in it, as a rule; null where the mistake is that the policy is gone. */
export interface Mutant {
  readonly policy: string;
  readonly mutation: Mutation;
  readonly place: Place;
  readonly rule: Rule | null;
  readonly durations: readonly string[];
}

const GONE: Mutation = { operator: 'drop-policy', path: [], change: 'the policy was left out', to: undefined };

/**
 * Every mutant of a policy that still loads. A mistake that the reader of policies refuses is none that cases must find,
 * and neither is one that makes the rule as it was.
 */
export function mutantsOf(file: PolicyFile, original: Rule, registers: PolicyRegisters): readonly Mutant[] {
  const written = policyDocument(file, registers, 'as-written');
  const { policy } = written;
  const mutations = [...conditionMutations(policy), ...scopeMutations(policy), ...obligationMutations(policy)];
  const loaded = mutations.flatMap((mutation) => {
    const set = loadedWith(file, mutated(policy, mutation), registers);
    const rule = set?.rules[0];
    if (!set || !rule || isSame(rule, original)) return [];
    return [{ mutation, place: placeIn(written, mutation.path), rule, durations: set.durations }];
  });
  const gone = { mutation: GONE, place: original.place, rule: null, durations: [] };
  return [gone, ...loaded].map((one) => ({ policy: original.id, ...one }));
}

/** The policies with a mutant in the place of its original. */
export function withMutant(set: PolicySet, { policy, rule, durations }: Mutant): PolicySet {
  const rules = set.rules.flatMap((one) => (one.id === policy ? (rule ?? []) : one));
  return { ...set, rules, durations: [...new Set([...set.durations, ...durations])] };
}

function loadedWith(file: PolicyFile, document: unknown, registers: PolicyRegisters): PolicySet | null {
  try {
    return policySetOf([{ ...file, text: JSON.stringify(document) }], registers);
  } catch (error) {
    if (error instanceof DocumentError) return null;
    throw error;
  }
}

function isSame(rule: Rule, original: Rule): boolean {
  return decides(rule) === decides(original);
}

// Places move with the text; only what decides is compared. What a policy on trial would oblige to decides nothing.
function decides({ place: _, leafPlaces: __, constants: ___, obligations, rows, ...rest }: Rule): string {
  return JSON.stringify(rest.mode === 'enforce' ? { ...rest, obligations, rows } : rest);
}
