import { type PolicySet, type Rule } from '../../registers/policies/index.js';
import type { CellSet } from './cell-set.js';
import type { ChangedRule } from './changed-rules.js';
import { diffError } from './diff.errors.js';
import { newlyPermitted } from './effect-queries.js';
import type { Formula } from './formula.js';
import { type Measure, measuresOf } from './measures.js';
import { keptAnew, weakened } from './obligation-queries.js';
import type { ChangeKind, DiffOptions, PolicyChange, Undecided, Witness } from './policy-diff.js';
import { search } from './search.js';
import { type Side, sideOf } from './side.js';
import { enforced } from './survey.js';
import { type Universe, universeOf } from './universe.js';
import { isIncomparable, keepsRow, moved, obligedBy, valueIn } from './verify.js';
import { witnessOf } from './witness.js';

const STEPS_MAX = 2_000_000;
/** All questions together may take as many steps as so many of the largest. */
const LARGEST_MAX = 100;

interface Findings {
  readonly changes: readonly PolicyChange[];
  readonly undecided: readonly Undecided[];
  readonly steps: number;
}

/** Compares two sets over the cells that both cut the questions into. */
export function comparisonOf(a: PolicySet, b: PolicySet, options: DiffOptions): Comparison {
  const universe = universeOf([a, b], options);
  const limit = options.limit ?? STEPS_MAX;
  const same = (one: Formula, other: Formula) => isSame(universe, one, other, limit);
  const before = sideOf(universe, a);
  return new Comparison(universe, before, sideOf(universe, b, { rules: before.rules, same }), limit);
}

function isSame({ formulas }: Universe, one: Formula, other: Formula, limit: number): boolean {
  const within = (inner: Formula, outer: Formula) =>
    search(formulas, [inner, formulas.not(outer)], limit).kind === 'none';
  return within(one, other) && within(other, one);
}

/** One way of looking at both sets: what is asked about a changed rule, and what a witness must show. */
interface Aspect {
  readonly kind: Undecided['kind'];
  readonly obligation?: string;
  readonly queries: readonly (readonly Formula[])[];
  readonly shows: (witness: Witness) => boolean;
  readonly values?: (witness: Witness) => Pick<PolicyChange, 'before' | 'after' | 'obligation'>;
}

class Comparison {
  private steps = 0;

  constructor(
    private readonly universe: Universe,
    private readonly before: Side,
    private readonly after: Side,
    private readonly limit: number,
  ) {}

  all(rules: readonly ChangedRule[]): Findings {
    const found = rules.flatMap((rule) => this.aspectsOf(rule).map((aspect) => this.lookedAt(rule, aspect)));
    const distinct = new Map(found.flatMap(({ change }) => (change ? [[keyOf(change), change] as const] : [])));
    return {
      changes: [...distinct.values()],
      undecided: found.flatMap(({ undecided }) => (undecided ? [undecided] : [])),
      steps: this.steps,
    };
  }

  private aspectsOf(rule: ChangedRule): readonly Aspect[] {
    const touched = [rule.before, rule.after].filter((one): one is Rule => one?.mode === 'enforce');
    const all = [this.before, this.after].flatMap(({ set }) => enforced(set));
    const measures = measuresOf(touched, all, [...this.universe.categories.keys()]);
    return [
      this.effect('permitted', rule.id),
      this.effect('denied', rule.id),
      ...measures.flatMap((measure) => [
        this.measured('weaker', rule.id, measure),
        this.measured('stronger', rule.id, measure),
      ]),
      this.kept('weaker', rule.id),
      this.kept('stronger', rule.id),
    ];
  }

  private effect(kind: 'permitted' | 'denied', id: string): Aspect {
    const [from, to] = this.sides(kind === 'permitted');
    const effects = kind === 'permitted' ? ['deny', 'permit'] : ['permit', 'deny'];
    return {
      kind,
      queries: newlyPermitted(this.universe, from, to, id),
      shows: ({ before, after }) => before.effect === effects[0] && after.effect === effects[1],
    };
  }

  private measured(kind: 'weaker' | 'stronger', id: string, measure: Measure): Aspect {
    const [from, to] = this.sides(kind === 'weaker');
    return {
      kind,
      obligation: measure.id,
      queries: weakened(this.universe, from, to, { id, measure }),
      shows: (witness) => moved(measure, witness) === kind,
      values: (witness) => valuesIn(measure, witness),
    };
  }

  private kept(kind: 'weaker' | 'stronger', id: string): Aspect {
    const [from, to] = this.sides(kind === 'weaker');
    const stays = (side: Side, witness: Witness) =>
      keepsRow(side.set, side === this.before ? witness.before : witness.after, witness);
    return {
      kind,
      obligation: 'rows',
      queries: keptAnew(this.universe, from, to, id),
      shows: (witness) => isPermitted(witness) && !stays(from, witness) && stays(to, witness),
      values: ({ before, after }) => ({
        obligation: 'rows',
        ...given('before', valueIn(before.obligations, 'rows')),
        ...given('after', valueIn(after.obligations, 'rows')),
      }),
    };
  }

  private sides(forward: boolean): readonly [Side, Side] {
    return forward ? [this.before, this.after] : [this.after, this.before];
  }

  private lookedAt(rule: ChangedRule, aspect: Aspect): { change?: PolicyChange; undecided?: Undecided } {
    const steps: number[] = [];
    for (const query of aspect.queries) {
      const found = search(this.universe.formulas, query, Math.min(this.limit, this.limit * LARGEST_MAX - this.steps));
      this.steps += found.steps;
      if (found.kind === 'found') return { change: this.changeOf(rule, aspect, found.open) };
      if (found.kind === 'gaveUp') steps.push(found.steps);
    }
    if (steps.length === 0) return {};
    const { kind, obligation } = aspect;
    const taken = steps.reduce((sum, one) => sum + one);
    return { undecided: { policy: rule.id, kind, ...(obligation === undefined ? {} : { obligation }), steps: taken } };
  }

  private changeOf(rule: ChangedRule, aspect: Aspect, open: readonly CellSet[]): PolicyChange {
    const asked = witnessOf(this.universe, this.before.set, this.after.set, open);
    const witness = aspect.obligation === 'rows' ? { row: {}, ...asked } : asked;
    if (!aspect.shows(witness)) throw contradicted(rule.id, aspect.kind);
    const values = aspect.values?.(witness) ?? {};
    const swapped = values.obligation === 'approvals' && isIncomparable(values.before, values.after);
    const kind: ChangeKind = swapped ? 'incomparable' : aspect.kind;
    const { place } = (rule.after ?? rule.before) as Rule;
    return { kind, policy: rule.id, edit: editOf(rule), place, ...values, witness };
  }
}

function keyOf({ kind, policy, obligation, before, after }: PolicyChange): string {
  return JSON.stringify([kind, policy, obligation, ...(kind === 'incomparable' ? [before, after] : [])]);
}

function isPermitted({ before, after }: Witness): boolean {
  return before.effect === 'permit' && after.effect === 'permit';
}

function valuesIn(measure: Measure, witness: Witness): Pick<PolicyChange, 'before' | 'after' | 'obligation'> {
  const { before, after, question } = witness;
  const asked = measure.categories?.find((key) => question.categories.includes(key));
  const read = (answer: Witness['before']) =>
    measure.member === undefined ? obligedBy(measure, answer) : valueIn(answer.obligations, measure.id);
  return {
    obligation: asked === undefined ? measure.id : `mask:${asked}`,
    ...given('before', read(before)),
    ...given('after', read(after)),
  };
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: V };
}

function editOf({ before, after }: ChangedRule): PolicyChange['edit'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function contradicted(policy: string, kind: string) {
  return diffError('DIFF_WITNESS', {
    found: `a witness for '${policy}' that is not ${kind}`,
    next: 'Please report this with both policy sets.',
  });
}
