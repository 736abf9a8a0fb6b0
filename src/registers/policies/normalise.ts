import type { Condition } from '../../conditions/index.js';
import { instantOf, type YamlDocument } from '../../documents/index.js';
import { constantsFrom, type PlacedCondition } from './check-condition.js';
import { timeTests } from './check-constant.js';
import { obligationsOf } from './obligations.js';
import type { Policy } from './policy.schema.js';
import { rowRulesOf } from './row-rules.js';
import type { Place, RowRule, Rule, UsedConstant } from './rule.js';
import { leaf, type ResolvedScope } from './scope.js';

/** A policy as it holds within a time; only what it asks of rows differs from one time to the next. */
export interface DatedPolicy {
  readonly from: number | null;
  readonly until: number | null;
  readonly policy: Policy;
}

/** A checked policy as the kernel, the reference evaluator and the data engine read it. */
export function normalise(
  document: YamlDocument,
  dated: readonly [DatedPolicy, ...DatedPolicy[]],
  parts: {
    readonly scope: ResolvedScope;
    readonly when: PlacedCondition | undefined;
    readonly constants: readonly UsedConstant[];
  },
): Rule {
  const { scope, when } = parts;
  const { policy } = dated[0];
  const { metadata } = policy;
  const rows = datedRows(dated, when?.condition);
  const made = [...period(metadata.effective), ...scope.destinations];
  const constants = [...parts.constants, ...constantsFrom(made.length, when?.constants ?? [])];
  return {
    id: metadata.name,
    kind: policy.kind,
    title: metadata.title,
    owner: metadata.owner,
    law: lawOf(policy),
    effect: effectOf(policy, rows.length > 0),
    mode: metadata.mode,
    purposes: scope.purposes,
    datasets: scope.datasets,
    plugins: scope.plugins,
    categories: scope.categories,
    when: allOf(made, when?.condition),
    rows,
    obligations: obligationsOf(policy, rows),
    waivableBy: metadata.waivable ? [...metadata.waivable.by].sort() : [],
    place: placeOfName(document),
    leafPlaces: [...made.map(() => undefined), ...(when?.leafPlaces ?? [])],
    // Only where there are some: the rules of sets that name none keep their digest.
    ...(constants.length > 0 ? { constants } : {}),
  };
}

function datedRows(dated: readonly DatedPolicy[], when: Condition | undefined): readonly RowRule[] {
  const [first = [], ...later] = dated.map(({ policy }) => rowRulesOf(policy, when));
  if (later.length === 0) return first;
  return first.map((rule, at) => {
    const keeps = [rule, ...later.map((rows) => rows[at] as RowRule)].map(({ keep }) => keep);
    const within = keeps.map(
      (keep, index): Condition => ({ kind: 'all', of: [keep, ...timeTests(dated[index] as DatedPolicy)] }),
    );
    return { ...rule, keep: { kind: 'any', of: within } };
  });
}

/** From and until as tests of `now`; the end itself is outside. */
export function period({ from, until }: { readonly from: string; readonly until?: string }): readonly Condition[] {
  const begun = leaf('now', 'gte', instantOf(from));
  return until === undefined ? [begun] : [begun, leaf('now', 'lt', instantOf(until))];
}

export function placeOfName(document: YamlDocument): Place {
  return { file: document.file, ...document.placeOf(['metadata', 'name']) };
}

// A condition that is an `all` itself joins the outer one, so that nesting grows by one level at most.
function allOf(made: readonly Condition[], when: Condition | undefined): Condition {
  const own = when === undefined ? [] : when.kind === 'all' ? when.of : [when];
  return { kind: 'all', of: [...made, ...own] };
}

// A prohibition that turns on the row removes rows; it cannot forbid the whole run.
function effectOf(policy: Policy, byRow: boolean): Rule['effect'] {
  if (policy.kind !== 'AccessPolicy') return 'restrict';
  return policy.spec.effect === 'prohibit' && byRow ? 'restrict' : policy.spec.effect;
}

function lawOf({ metadata: { law } }: Policy): Rule['law'] {
  return {
    requires: law?.requires ?? [],
    supports: law?.supports ?? [],
    stricterThanLaw: law?.stricterThanLaw ?? false,
  };
}

/** Every cut-off that a condition refers to, as durations. */
export function durationsOf(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'leaf': {
      const { value } = condition;
      if (typeof value !== 'object' || !('ref' in value) || !value.ref.startsWith('cutoff.')) return [];
      return [value.ref.slice('cutoff.'.length)];
    }
    case 'not':
      return durationsOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.flatMap(durationsOf);
    case 'constant':
      return [];
  }
}
