import {
  type Cells,
  FALSE,
  type Formula,
  negatedTruths,
  type OrderTest,
  sureTruths,
  TRUE,
  type Truths,
  weakestTruths,
} from './formula.js';
import { testTruths } from './test-truths.js';

type Unplaced<T> = Omit<T, 'id' | 'full' | 'kind'>;

/** Makes formulas; equal ones are one object, so that a policy that did not change is met as itself. */
export class Formulas {
  private readonly made = new Map<string, Formula>();

  /** `everything` are the cells of each variable. */
  constructor(private readonly everything: readonly Cells[]) {}

  constant(truths: Truths): Formula {
    return this.once(`c${truths}`, (id) => ({ kind: 'constant', id, full: truths }));
  }

  cell(variable: number, truths: readonly Truths[]): Formula {
    const full = truths.reduce((all, one) => all | one, 0);
    if (isSingle(full)) return this.constant(full);
    return this.once(`v${variable}:${truths.join('')}`, (id) => ({ kind: 'cell', id, full, variable, truths }));
  }

  /** `name` says which instant of the clock is meant. */
  order(name: string, parts: Unplaced<OrderTest>): Formula {
    const key = `o${parts.op},${parts.variable},${name}`;
    return this.once(key, (id) => {
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
    const key = `${kind}${parts.map(({ id }) => id).join()}`;
    return this.once(key, (id) => ({
      kind,
      id,
      of: parts,
      full: groupTruths(
        kind,
        parts.map(({ full }) => full),
      ),
    }));
  }

  private once(key: string, make: (id: number) => Formula): Formula {
    const known = this.made.get(key);
    if (known) return known;
    const formula = make(this.made.size);
    this.made.set(key, formula);
    return formula;
  }
}

/** What a group can be when its parts can be these. */
export function groupTruths(kind: 'all' | 'any', parts: readonly Truths[]): Truths {
  return kind === 'all' ? weakestTruths(parts) : negatedTruths(weakestTruths(parts.map(negatedTruths)));
}

function isSingle(truths: Truths): boolean {
  return (truths & (truths - 1)) === 0;
}
