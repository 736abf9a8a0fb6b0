import type { EventSource, MeasurePlan } from '../data-engine.js';
import { Bindings, quoted } from '../sql/bindings.js';
import { printRowTest } from '../sql/print-row-test.js';
import type { OpenedDataset } from './dataset.js';
import type { Session } from './session.js';
import { numbered } from './subjects.js';

const DAY_MS = 86_400_000;
// Sums are taken over millionths as integers: the same on every run, whatever the number of threads.
const UNIT = 1_000_000;

/** Turns each event source into a temporary table of one row per subject, keyed by subject number. */
export async function measureEvents(session: Session, opened: OpenedDataset, at: number): Promise<readonly string[]> {
  const tables: string[] = [];
  for (const [index, event] of opened.source.events.entries()) {
    const bindings = new Bindings();
    const table = session.fresh('measures');
    const from = numbered(opened, opened.events[index]?.sql ?? '', event.subjectKey);
    const measures = event.measures.map(
      (measure) => `${printMeasure(measure, at, bindings)} as ${quoted(measure.name)}`,
    );
    const kept = event.where ? ` where ${printRowTest(event.where, bindings)}` : '';
    await session.run(
      `create temp table ${table} as select "probity.k" as "k", ${measures.join(', ')} from (${from})${kept} group by "probity.k"`,
      bindings,
    );
    tables.push(table);
  }
  return tables;
}

/** The measures of an event source by name; a subject without events counts 0 and has no dates. */
export function measureColumns({ measures }: EventSource, alias: string): readonly string[] {
  return measures.map(({ name, measure }) => {
    const column = `${alias}.${quoted(name)}`;
    const counted =
      measure === 'count' || measure === 'countDistinct' || measure === 'sum' || measure === 'sumOfProducts';
    return `${counted ? `coalesce(${column}, 0)` : column} as ${quoted(name)}`;
  });
}

function printMeasure(plan: MeasurePlan, at: number, bindings: Bindings): string {
  const [first = '', second] = plan.columns.map(quoted);
  const filter = plan.where ? ` filter (where ${printRowTest(plan.where, bindings)})` : '';
  switch (plan.measure) {
    case 'count':
      return `count(${first || '*'})${filter}`;
    case 'countDistinct':
      return `count(distinct ${first})${filter}`;
    case 'sum':
      return fixedSum(first, filter, plan);
    case 'sumOfProducts':
      return fixedSum(`cast(${first} as double) * cast(${second} as double)`, filter, plan);
    case 'max':
    case 'min':
      return `${plan.measure}(${first})${filter}`;
    case 'daysSinceMax':
      return `cast(floor((${bindings.bind(plan.asOf ?? at)} - epoch_ms(cast(max(${first})${filter} as timestamp))) / ${DAY_MS}.0) as bigint)`;
    case 'first':
      // The earliest by the second column, and the smallest of several at the same time.
      return second ? `first(${first} order by ${second}, ${first})${filter}` : `min(${first})${filter}`;
  }
}

function fixedSum(value: string, filter: string, { scale, type }: MeasurePlan): string {
  const total = `coalesce(sum(cast(round(cast(${value} as double) * ${UNIT}) as hugeint))${filter}, 0)`;
  const rounded = `round(cast(${total} as double) / ${UNIT}.0, ${scale})`;
  return type === 'integer' ? `cast(${rounded} as bigint)` : rounded;
}
