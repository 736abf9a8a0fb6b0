import type { PreparationPlan } from '../data-engine.js';
import { type Bindings, quoted } from '../sql/bindings.js';

/** The row facts that the consent projection holds. */
export const CONSENT_FACTS: ReadonlySet<string> = new Set([
  'row.consent',
  'row.consentAt',
  'row.objected',
  'row.optedOut',
  'row.restricted',
]);

/** Row facts as columns over the base rows `b` and the consent projection `c` where it is `held`; what a dataset does not hold is NULL. */
export function rowFactColumns(
  { at, source }: PreparationPlan,
  { held }: { readonly held: boolean },
  bindings: Bindings,
): string {
  const known = (sql: string, type: string) => (held ? sql : `cast(null as ${type})`);
  const facts: Readonly<Record<string, string>> = {
    'row.jurisdiction': columnOr(source.jurisdictionColumn, 'varchar'),
    'row.age': ageAt(at, source, bindings),
    'row.consent': known('"c"."state"', 'varchar'),
    'row.consentAt': known('"c"."stateAt"', 'bigint'),
    'row.objected': known('"c"."objected"', 'boolean'),
    'row.optedOut': known('"c"."optedOut"', 'boolean'),
    'row.restricted': known('"c"."restricted"', 'boolean'),
    'row.lastActivity': source.retentionAnchor
      ? `epoch_ms(cast("b".${quoted(source.retentionAnchor)} as timestamp))`
      : 'cast(null as bigint)',
  };
  return Object.entries(facts)
    .map(([name, sql]) => `${sql} as ${quoted(name)}`)
    .join(', ');
}

function columnOr(name: string | null, type: string): string {
  return name ? `cast("b".${quoted(name)} as ${type})` : `cast(null as ${type})`;
}

/** Full years by calendar in UTC; somebody born on 29 February is a year older on 1 March. */
function ageAt(at: number, { birthDateColumn, ageColumn }: PreparationPlan['source'], bindings: Bindings): string {
  if (birthDateColumn === null) return columnOr(ageColumn, 'bigint');
  const born = `cast("b".${quoted(birthDateColumn)} as date)`;
  const moment = new Date(at);
  const year = bindings.bind(moment.getUTCFullYear());
  const day = bindings.bind((moment.getUTCMonth() + 1) * 100 + moment.getUTCDate());
  return `(${year} - extract(year from ${born}) - case when ${day} < extract(month from ${born}) * 100 + extract(day from ${born}) then 1 else 0 end)`;
}
