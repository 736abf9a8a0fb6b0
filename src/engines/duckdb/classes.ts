import { frozen } from '../../documents/index.js';
import type { AssignedRows, ClassCounts, TraitRows } from '../data-engine.js';
import type { Workplace } from './assign.js';
import { cellTable, outcomes } from './counts.js';
import type { TraitMarks } from './run-tables.js';

type Columns = Readonly<Record<string, readonly unknown[]>>;

/** Classes of equal quasi-identifiers, in the order of their groups, with the people of each segment. */
export async function countQuasiClasses(
  work: Workplace,
  { assigned, traits }: { readonly assigned: AssignedRows; readonly traits: TraitRows },
  quasiIdentifiers: readonly string[],
): Promise<ClassCounts> {
  const cells = await cellTable(work, assigned, traits);
  const { columns: columnOf, marks: marksOf } = work.tables.traits(traits);
  const { names: segments, column, released } = outcomes(assigned);
  const columns = quasiIdentifiers.map((name) => columnOf.get(name) as string);
  const marks = quasiIdentifiers.map((name) => marksOf.get(name) as TraitMarks);
  const keys = [...columns, '"s"'].join(', ');
  const read = await work.session.columns(
    `select ${keys}, sum("n")::double as "n" from ${cells} group by ${keys} order by ${columns.join(', ') || '1'}`,
  );
  const codes = columns.map((name) => (read[name.replaceAll('"', '')] ?? []) as readonly number[]);
  const place = (at: number) => column((read['s'] as readonly number[])[at] as number);
  return frozen({ quasiIdentifiers, segments, released, ...gathered(read, { codes, marks, place, segments }) });
}

interface Gathering {
  readonly codes: readonly (readonly number[])[];
  readonly marks: readonly TraitMarks[];
  readonly place: (row: number) => number;
  readonly segments: readonly string[];
}

// Rows of one class follow each other.
function gathered(read: Columns, { codes, marks, place, segments }: Gathering) {
  const classes: number[][] = [];
  const keys: (readonly (number | null)[])[] = [];
  let suppressed = 0;
  let last = -1;
  for (const [at, people] of ((read['n'] ?? []) as readonly number[]).entries()) {
    if (codes.length > 0 && codes.every((column, name) => column[at] === marks[name]?.suppressed)) {
      suppressed += people;
      continue;
    }
    if (last < 0 || codes.some((column) => column[at] !== column[last])) {
      classes.push(segments.map(() => 0));
      keys.push(codes.map((column, name) => (column[at] === marks[name]?.missing ? null : (column[at] as number))));
    }
    last = at;
    const row = classes.at(-1) as number[];
    row[place(at)] = (row[place(at)] as number) + people;
  }
  return { classes, keys, suppressed };
}
