import { type Digest, digestOf } from '../../documents/index.js';
import type { PolicySet, Rule } from '../../registers/policies/index.js';
import type { Taxonomy } from '../../registers/taxonomy/index.js';
import { diffPolicies, type PolicyDiff } from '../diff/index.js';

/** What a change means, as its approvers see it. */
export interface Meaning {
  readonly diff: PolicyDiff;
  /** Policies that somebody may waive who could not before, with the roles that are new. */
  readonly newlyWaivable: readonly { readonly policy: string; readonly roles: readonly string[] }[];
}

/** Approvers other than the author: two where something widens or could not be decided, else one. */
const APPROVERS = { widening: 2, other: 1 } as const;

export function meaningOf(base: PolicySet, candidate: PolicySet, taxonomy: Taxonomy): Meaning {
  const before = new Map(base.rules.map((rule) => [rule.id, rule.waivableBy]));
  const unheard = onlyAdds(base, candidate) ? null : [];
  const newlyWaivable = candidate.rules
    .map(({ id, waivableBy }) => ({ policy: id, roles: added(before.get(id) ?? unheard, waivableBy) }))
    .filter(({ roles }) => roles.length > 0);
  return { diff: diffPolicies(base, candidate, { categories: taxonomy.categories }), newlyWaivable };
}

// A new policy restricts more than none does, whoever may waive it; unless it takes the place of one that nobody could.
function onlyAdds(base: PolicySet, candidate: PolicySet): boolean {
  const after = new Map(candidate.rules.map((rule) => [rule.id, saidBy(rule)]));
  return base.rules.every((rule) => after.get(rule.id) === saidBy(rule));
}

function saidBy({ place: _place, leafPlaces: _leafPlaces, ...said }: Rule): Digest {
  return digestOf(said);
}

function added(before: readonly string[] | null, after: readonly string[]): readonly string[] {
  return before === null ? [] : after.filter((role) => !before.includes(role));
}

export function approversNeeded({ diff, newlyWaivable }: Meaning): number {
  const wider = diff.widens || diff.gaveUp || newlyWaivable.length > 0;
  return wider ? APPROVERS.widening : APPROVERS.other;
}

/** A meaning as the state keeps it and entries name it. Where a rule stands is no part of it: a folder may be moved. */
export function keptMeaning(meaning: Meaning): { readonly text: string; readonly digest: Digest } {
  const text = JSON.stringify(meaning);
  return { text, digest: digestOf(JSON.parse(text, (key, value) => (key === 'place' ? undefined : value))) };
}
