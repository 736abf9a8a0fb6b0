import { frozen } from '../../documents/index.js';
import type {
  ColumnType,
  DataEngine,
  DatasetSource,
  FeaturePlan,
  PreparedRows,
  TraitPlan,
} from '../../engines/index.js';
import type { Dataset, Stratum, Trait } from '../../registers/datasets/index.js';
import type { GrantedColumn, Permit } from '../decision/index.js';
import { crossingsOf } from './crossings.js';
import { preparationError } from './preparation.errors.js';
import type { Features, ProtectedTraits, RemovedRows } from './prepared.js';

/** What preparation needs besides the permit. */
export interface PreparationInput {
  readonly dataset: Dataset;
  readonly source: DatasetSource;
  readonly consentKey: string;
}

/** The one governed pass over the data. Gives the plugin no raw identifier, no ungranted column, no protected trait. */
export async function prepare(
  engine: DataEngine,
  permit: Permit,
  input: PreparationInput,
): Promise<{ readonly features: Features; readonly traits: ProtectedTraits }> {
  const types = columnTypes(input.dataset);
  // Columns of a k-anonymous table are granted too, and are no features.
  const features = permit.columns.filter(({ name }) => permit.request.columns.includes(name));
  const usable = features.filter(({ mask }) => mask?.kind !== 'suppress');
  const rows = await engine.prepare({
    run: permit.request.run,
    source: input.source,
    at: permit.request.at,
    consentKey: input.consentKey,
    features: usable.map((column) => featurePlan(column, types)),
    rowRules: permit.rows.map(({ id, keep }) => ({ id, keep })),
  });
  const prepared = sealed<Features>({
    rows,
    asked: permit.request.columns,
    granted: usable.map(({ name }) => name),
    removed: removedRows(permit, rows),
    acknowledged: permit.obligations.map(({ id }) => id).filter((id) => id === 'rows' || id.startsWith('mask:')),
  });
  return { features: prepared, traits: await protectedTraits(engine, rows, input.dataset, types) };
}

/** The same rows with fewer columns to give to a plugin. */
export function withoutColumns(features: Features, columns: readonly string[]): Features {
  return sealed<Features>({ ...features, granted: features.granted.filter((name) => !columns.includes(name)) });
}

function featurePlan({ name, mask }: GrantedColumn, types: ReadonlyMap<string, ColumnType>): FeaturePlan {
  const type = types.get(name) as ColumnType;
  if (mask === null || mask.kind === 'suppress') return { column: name, type, mask: null };
  if (type !== 'integer' && type !== 'decimal') {
    throw preparationError('MASK_NEEDS_NUMBER', {
      found: `the mask '${mask.kind}' for column '${name}' of type ${type}`,
      expected: 'a number, or the mask suppress',
      next: 'Ask the owner of the disclosure policy for a mask that fits the column, or leave the column out.',
    });
  }
  return { column: name, type, mask };
}

async function protectedTraits(
  engine: DataEngine,
  rows: PreparedRows,
  dataset: Dataset,
  types: ReadonlyMap<string, ColumnType>,
): Promise<ProtectedTraits> {
  const present = dataset.traits.filter((trait) => trait.status !== 'not-held' && trait.column !== undefined);
  const names = new Set(present.map(({ name }) => name));
  const identifying = quasiIdentifiers(dataset, present);
  const traitPlans = present.map((trait) => traitPlan(trait, types));
  const plans = [
    ...traitPlans,
    ...identifying.added.map((name) => wholePlan(name, types)),
    ...(dataset.strata ?? []).map((stratum) => stratumPlan(stratum, types)),
  ];
  return sealed<ProtectedTraits>({
    rows: await engine.traits(rows, plans),
    present,
    read: rows.rowsRead === rows.rowsKept ? [] : await engine.countRead(rows, traitPlans),
    notHeld: dataset.traits.filter((trait) => !names.has(trait.name)),
    crossings: crossingsOf([...names], dataset.crossings ?? [], dataset.crossingDepth ?? 1),
    strata: (dataset.strata ?? []).map(({ name }) => ({ name, coded: codedStratum(name) })),
    quasiIdentifiers: identifying.names,
  });
}

/** A quasi-identifier is judged as the trait that bands it; a column without a trait is coded value by value. */
function quasiIdentifiers(dataset: Dataset, traits: readonly Trait[]) {
  const columns = dataset.columns.filter(({ roles }) => roles.includes('quasi-identifier')).map(({ name }) => name);
  const traitOf = new Map(traits.map((trait) => [trait.column, trait.name]));
  return {
    names: columns.map((column) => traitOf.get(column) ?? column),
    added: columns.filter((column) => !traitOf.has(column)),
  };
}

function wholePlan(column: string, types: ReadonlyMap<string, ColumnType>): TraitPlan {
  return { name: column, column, type: types.get(column) as ColumnType, bands: null, groups: null };
}

function traitPlan(trait: Trait, types: ReadonlyMap<string, ColumnType>): TraitPlan {
  const column = trait.column as string;
  const type = types.get(column) as ColumnType;
  return { name: trait.name, column, type, bands: trait.bands ?? null, groups: trait.groups ?? null };
}

/** A name that no trait and no column can have by the rules of a dataset, so that nothing is coded twice. */
function codedStratum(name: string): string {
  return `stratum ${name}`;
}

function stratumPlan({ name, column, bands, groups }: Stratum, types: ReadonlyMap<string, ColumnType>): TraitPlan {
  const type = types.get(column) as ColumnType;
  return { name: codedStratum(name), column, type, bands: bands ?? null, groups: groups ?? null };
}

function removedRows(permit: Permit, rows: PreparedRows): readonly RemovedRows[] {
  const byId = new Map(permit.rows.map((rule) => [rule.id, rule]));
  return rows.removed.flatMap(({ id, rows: count, only }) => {
    const rule = byId.get(id);
    return rule ? [{ rule: rule.rule, reason: rule.reason, rows: count, only }] : [];
  });
}

function columnTypes(dataset: Dataset): ReadonlyMap<string, ColumnType> {
  const measures = (dataset.events ?? []).flatMap(({ perSubject }) => perSubject);
  return new Map([...dataset.columns, ...measures].map(({ name, type }) => [name, type as ColumnType]));
}

function sealed<T>(value: Omit<T, symbol>): T {
  return frozen(value) as T;
}
