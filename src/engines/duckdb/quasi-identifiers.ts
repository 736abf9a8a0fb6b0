import { frozen } from '../../documents/index.js';
import {
  type Combinations,
  codeValues,
  combinationsOf,
  levelNames,
  type NamedAttribute,
  OTHER,
} from '../../generalisation/index.js';
import type { AssignedRows, QuasiIdentifierPlan, QuasiIdentifierRows, TraitPlan, TraitRows } from '../data-engine.js';
import type { Workplace } from './assign.js';
import { cellTable } from './counts.js';
import { codeTraits } from './traits.js';

/** Counts people by segment and distinct combination of quasi-identifiers, in the codes of their hierarchies. */
export async function countQuasi(
  work: Workplace,
  assigned: AssignedRows,
  plans: readonly QuasiIdentifierPlan[],
): Promise<QuasiIdentifierRows> {
  const traits = await codeTraits(work, assigned.prepared, plans.map(traitPlan));
  const { marks } = work.tables.traits(traits);
  const named = plans.map((plan) => namedAttribute(plan, valuesOf(plan, traits, marks.get(plan.column)?.missing)));
  const combinations = await counted(work, { assigned, traits, named });
  const handle: QuasiIdentifierRows = frozen({ kind: 'quasi-identifiers', assigned, combinations });
  return work.tables.keepQuasiIdentifiers(handle, { names: named.map(({ names }) => names) });
}

/** Bands of a number are coded in the query; every other value is a code of its own, and named by its hierarchy here. */
function traitPlan({ column, type, hierarchy }: QuasiIdentifierPlan): TraitPlan {
  const bands = hierarchy.kind === 'bands' ? (hierarchy.levels[0] ?? []) : null;
  return { name: column, column, type, bands, groups: null };
}

/** What a hierarchy is asked about for every code: a value within its band, `''` below all bands, null for none. */
function valuesOf(
  { column, hierarchy }: QuasiIdentifierPlan,
  { groups }: TraitRows,
  missing: number | undefined,
): readonly (string | null)[] {
  const names = groups[column] as readonly string[];
  const bands = hierarchy.kind === 'bands' ? (hierarchy.levels[0] ?? []) : null;
  return names.map((name, code) => {
    if (code === missing) return null;
    return bands === null ? name : String(bands[code]?.from ?? '');
  });
}

// Codes of numbers and dates rise with them; a value that the hierarchy does not know has no place among them.
function namedAttribute(plan: QuasiIdentifierPlan, values: readonly (string | null)[]): NamedAttribute {
  const hierarchy = levelNames(plan.hierarchy);
  const rising = plan.hierarchy.kind !== 'masked' && plan.type !== 'text' && plan.type !== 'boolean';
  const whole = values.every((value) => value !== null && hierarchy.of(value)[0] !== OTHER);
  return codeValues(plan.column, values, { hierarchy, ordered: rising && whole });
}

interface Coded {
  readonly assigned: AssignedRows;
  readonly traits: TraitRows;
  readonly named: readonly NamedAttribute[];
}

async function counted(work: Workplace, { assigned, traits, named }: Coded): Promise<Combinations> {
  const cells = await cellTable(work, assigned, traits);
  const columns = named.map(({ attribute }) => work.tables.traits(traits).columns.get(attribute.name) as string);
  const shown = assigned.segments.flatMap(({ suppressed, rows }, at) => (suppressed || rows === 0 ? [] : [at]));
  const segments = shown.map((at) => assigned.segments[at]?.name as string);
  const asked = [...columns.map((column, at) => `${column}::integer as "q${at}"`), '"s"', '"n"::double as "n"'];
  const read = await work.session.columns(
    `select ${asked.join(', ')} from ${cells} where ${shown.length === 0 ? 'false' : `"s" in (${shown.join(', ')})`} order by all`,
  );
  const place = new Map(shown.map((segment, at) => [segment, at]));
  const people = Int32Array.from((read['n'] ?? []) as readonly number[]);
  const segment = Int32Array.from((read['s'] ?? []) as readonly number[], (one) => place.get(one) as number);
  const codes = named.map(({ grounds }, at) => {
    return Int32Array.from((read[`q${at}`] ?? []) as readonly number[], (code) => grounds[code] as number);
  });
  return combinationsOf(
    named.map(({ attribute }) => attribute),
    { codes, segment, people },
    segments,
  );
}
