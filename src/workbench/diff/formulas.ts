import { type CellSet, cellSet } from './cell-set.js';
import {
  FALSE,
  type Formula,
  groupTruths,
  negatedTruths,
  type OrderTest,
  partsOf,
  sureTruths,
  TRUE,
  type Truths,
  UNKNOWN,
  variablesOf,
} from './formula.js';
import { testTruths } from './test-truths.js';

/** Makes formulas; equal ones are one object, so that a policy that did not change is met as itself. */
export class Formulas {
  /** By the number of a formula: what it is part of. */
  readonly above: Formula[][] = [];
  /** By the number of a variable: the tests that read it. */
  readonly tests: readonly Formula[][];
  /** What must hold beside every test of a variable. */
  readonly beside = new Map<number, Formula>();
  private readonly made = new Map<string, Formula>();

  /** `everything` are the cells of each variable. */
  constructor(readonly everything: readonly CellSet[]) {
    this.tests = everything.map(() => []);
  }

  constant(truths: Truths): Formula {
    return this.once(`c${truths}`, (id) => ({ kind: 'constant', id, full: truths }));
  }

  /** A test of one variable, by its truth in each cell. */
  cell(variable: number, truths: readonly Truths[]): Formula {
    const full = truths.reduce((all, one) => all | one, 0);
    if (full === TRUE || full === FALSE || full === UNKNOWN) return this.constant(full);
    const where = (truth: Truths) => cellSet(truths.length, (cell) => truths[cell] === truth);
    return this.once(`v${variable}:${truths.join('')}`, (id) => {
      return { kind: 'cell', id, full, variable, holds: where(TRUE), fails: where(FALSE), unknown: where(UNKNOWN) };
    });
  }

  /** `name` says which instant of the clock is meant. */
  order(name: string, parts: Omit<OrderTest, 'id' | 'full' | 'kind'>): Formula {
    return this.once(`o${parts.op},${parts.variable},${name}`, (id) => {
      const test: OrderTest = { ...parts, kind: 'order', id, full: 0 };
      return { ...test, full: testTruths(test, this.everything) };
    });
  }

  not(of: Formula): Formula {
    if (of.kind === 'not') return of.of;
    if (of.kind === 'constant') return this.constant(negatedTruths(of.full));
    return this.once(`n${of.id}`, (id) => ({ kind: 'not', id, of, full: negatedTruths(of.full) }));
  }

  sure(of: Formula): Formula {
    if (of.kind === 'constant') return this.constant(sureTruths(of.full));
    if (of.kind === 'sure') return of;
    return this.once(`s${of.id}`, (id) => ({ kind: 'sure', id, of, full: sureTruths(of.full) }));
  }

  /** True unless the part is certainly false. */
  maybe(of: Formula): Formula {
    return this.not(this.sure(this.not(of)));
  }

  all(of: readonly Formula[]): Formula {
    return this.group('all', of);
  }

  any(of: readonly Formula[]): Formula {
    return this.group('any', of);
  }

  private group(kind: 'all' | 'any', of: readonly Formula[]): Formula {
    const [absorbing, neutral] = kind === 'all' ? [FALSE, TRUE] : [TRUE, FALSE];
    const flat = of.flatMap((part) => (part.kind === kind ? part.of : [part]));
    if (flat.some((part) => part.full === absorbing)) return this.constant(absorbing);
    const parts = [...new Set(flat.filter((part) => part.full !== neutral))].sort((a, b) => a.id - b.id);
    if (parts.length === 0) return this.constant(neutral);
    if (parts.length === 1) return parts[0] as Formula;
    const full = groupTruths(kind, parts, (part) => part.full);
    return this.once(`${kind}${parts.map(({ id }) => id).join()}`, (id) => ({ kind, id, of: parts, full }));
  }

  private once(key: string, make: (id: number) => Formula): Formula {
    const known = this.made.get(key);
    if (known) return known;
    const formula = make(this.made.size);
    this.made.set(key, formula);
    this.above[formula.id] = [];
    for (const part of partsOf(formula)) this.above[part.id]?.push(formula);
    for (const variable of variablesOf(formula)) this.tests[variable]?.push(formula);
    return formula;
  }
}
