import type { Condition } from '../../conditions/index.js';
import type { PolicySet, Rule, RuleWaiver } from '../../registers/policies/index.js';
import { isClockFact } from './clock.js';
import { diffError } from './diff.errors.js';

export type Leaf = Extract<Condition, { kind: 'leaf' }>;

/** What all policies ask of one fact. */
export interface Asked {
  readonly numbers: Set<number>;
  readonly words: Set<string>;
  /** Words whose membership in a set is asked for. */
  readonly members: Set<string>;
  readonly truthValues: Set<boolean>;
  /** Facts of the clock that it is compared with. */
  readonly clock: Set<string>;
}

/** Everything that policies of both sets name: the constants that cut the domains into cells. */
export interface Survey {
  readonly facts: ReadonlyMap<string, Asked>;
  readonly purposes: ReadonlySet<string>;
  readonly datasets: ReadonlySet<string>;
  readonly plugins: ReadonlySet<string>;
  /** Keys of scopes and of masks: they stand for everything below them as well. */
  readonly categories: ReadonlySet<string>;
  /** Sets of categories of which one must be asked for: what `has` and `under` test. */
  readonly categoryTests: readonly ReadonlySet<string>[];
  readonly durations: readonly string[];
}

/** Policies in force: only these decide. */
export function enforced({ rules }: PolicySet): readonly Rule[] {
  return rules.filter(({ mode }) => mode === 'enforce');
}

/** The waivers that may switch a rule off, whatever their conditions. */
export function waiversOf({ waivers }: PolicySet, rule: Rule): readonly RuleWaiver[] {
  if (rule.effect === 'grant') return [];
  return waivers.filter((waiver) => waiver.rule === rule.id && rule.waivableBy.includes(waiver.approvedBy.role));
}

export function surveyOf(sets: readonly PolicySet[]): Survey {
  const rules = sets.flatMap(enforced);
  const facts = new Map<string, Asked>();
  const waivers = sets.flatMap((set) => enforced(set).flatMap((rule) => waiversOf(set, rule)));
  const conditions = [...rules, ...waivers].map(({ when }) => when);
  conditions.push(...rules.flatMap(({ rows }) => rows.map(({ keep }) => keep)));
  for (const condition of conditions) note(condition, facts);
  const masked = rules
    .flatMap(({ obligations }) => obligations.map(({ id }) => id))
    .filter((id) => id.startsWith('mask:'));
  return {
    facts,
    purposes: namesOf(rules.map(({ purposes }) => purposes)),
    datasets: namesOf(rules.map(({ datasets }) => datasets)),
    plugins: namesOf(rules.map(({ plugins }) => plugins)),
    categories: new Set([
      ...namesOf(rules.map(({ categories }) => categories)),
      ...masked.map((id) => id.slice('mask:'.length)),
    ]),
    categoryTests: distinct(conditions.flatMap(categoryTestsIn)),
    durations: [...new Set(sets.flatMap(({ durations }) => durations))].sort(),
  };
}

function namesOf(scopes: readonly (readonly string[] | '*')[]): ReadonlySet<string> {
  return new Set(scopes.flatMap((scope) => (scope === '*' ? [] : scope)));
}

/** The categories that these tests ask for, taken together: what `under` becomes is one test. */
export function categoriesTested(tests: readonly Condition[]): readonly string[] {
  return tests.flatMap((one) => {
    const asks = one.kind === 'leaf' && one.fact === 'columns.categories' && one.op === 'has';
    return asks && typeof one.value === 'string' ? [one.value] : [];
  });
}

function categoryTestsIn(condition: Condition): readonly (readonly string[])[] {
  switch (condition.kind) {
    case 'constant':
      return [];
    case 'leaf':
      return [categoriesTested([condition])];
    case 'not':
      return categoryTestsIn(condition.of);
    case 'all':
      return condition.of.flatMap(categoryTestsIn);
    case 'any': {
      const others = condition.of.filter((part) => categoriesTested([part]).length === 0);
      return [categoriesTested(condition.of), ...others.flatMap(categoryTestsIn)];
    }
  }
}

function distinct(tests: readonly (readonly string[])[]): readonly ReadonlySet<string>[] {
  const sorted = tests.filter((test) => test.length > 0).map((test) => [...new Set(test)].sort());
  return [...new Map(sorted.map((test) => [test.join(' '), new Set(test)])).values()];
}

function note(condition: Condition, facts: Map<string, Asked>): void {
  switch (condition.kind) {
    case 'constant':
      break;
    case 'leaf':
      noteLeaf(condition, facts);
      break;
    case 'not':
      note(condition.of, facts);
      break;
    case 'all':
    case 'any':
      for (const part of condition.of) note(part, facts);
  }
}

function noteLeaf({ fact, op, value }: Leaf, facts: Map<string, Asked>): void {
  const asked = facts.get(fact) ?? nothingAsked();
  facts.set(fact, asked);
  if (typeof value === 'object' && 'ref' in value) {
    if (!isClockFact(value.ref) || op === 'eq' || op === 'in' || op === 'has') throw foreign(fact, value.ref);
    asked.clock.add(value.ref);
    return;
  }
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one === 'number') asked.numbers.add(one);
    else if (typeof one === 'boolean') asked.truthValues.add(one);
    else if (op === 'has') asked.members.add(one);
    else asked.words.add(one);
  }
}

function nothingAsked(): Asked {
  return { numbers: new Set(), words: new Set(), members: new Set(), truthValues: new Set(), clock: new Set() };
}

function foreign(fact: string, ref: string) {
  return diffError('DIFF_REFERENCE', {
    found: `'${fact}' compared with '${ref}'`,
    expected: 'an order test against now or a cut-off of now',
    next: 'Load the policies again from their files.',
  });
}
