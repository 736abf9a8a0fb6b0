import { ProbityError } from '../../documents/index.js';
import type { DataEngine, QuasiIdentifierPlan, QuasiIdentifierRows } from '../../engines/index.js';
import {
  bestRecoding,
  GENERALISATION_ERRORS,
  type GeneralisedTable,
  mondrian,
  releasedClasses,
  type Targets,
  tableOfVector,
  utilityOf,
} from '../../generalisation/index.js';
import type { Limits, Permit } from '../decision/index.js';
import type { Segmentation } from '../segmentation/index.js';
import type { Recoded, RecodedTable, Unreached } from './recoded.js';

type Ask = NonNullable<Permit['request']['release']>['kAnonymous'];

/** The strictest of what is asked for and what policies demand; never fewer people than a count may stand for. */
export function recodingTargets(ask: Ask, limits: Limits): Targets {
  const { recoded, kMin, kWithSegmentMin, lMin, tMax, cellSizeMin } = limits;
  const distances = [ask.t ?? null, recoded.tMax, tMax].filter((one) => one !== null);
  return {
    k: Math.max(ask.k, recoded.kMin ?? 1, kMin ?? 1, kWithSegmentMin ?? 1, cellSizeMin),
    l: Math.max(ask.l ?? 1, recoded.lMin ?? 1, lMin ?? 1),
    t: distances.length === 0 ? null : Math.min(...distances),
    suppressionMax: Math.min(ask.suppressionMax ?? 0, recoded.suppressionMax ?? 1),
  };
}

/** The k-anonymous table that a request asks for; null where it asks for none. A masked column is not in it. */
export async function recode(
  engine: DataEngine,
  permit: Permit,
  rows: Segmentation['rows'],
  plans: readonly QuasiIdentifierPlan[],
): Promise<Recoded | null> {
  const ask = permit.request.release?.kAnonymous;
  if (!ask || plans.length === 0) return null;
  // What was not granted as it is, is masked: silence must never widen a permit.
  const whole = new Set(permit.columns.filter(({ mask }) => mask === null).map(({ name }) => name));
  const open = plans.filter(({ column }) => whole.has(column));
  const about = {
    method: ask.method ?? ('global-recoding' as const),
    targets: recodingTargets(ask, permit.limits),
    columns: open.map(({ column }) => column),
    masked: plans.map(({ column }) => column).filter((column) => !whole.has(column)),
  };
  // Under noise no row leaves, and no exact figure about rows either.
  if (permit.limits.noise !== null) return { kind: 'unreached', ...about, why: 'NO_ROWS_UNDER_NOISE' };
  if (open.length === 0) return { kind: 'unreached', ...about, why: 'EVERY_COLUMN_MASKED' };
  return reached(about, () => engine.countQuasiIdentifiers(rows, open));
}

type About = Pick<Recoded, 'method' | 'targets' | 'columns' | 'masked'>;

// More than can be searched is an answer of its own: the table is not released, and nothing broke.
async function reached(about: About, count: () => Promise<QuasiIdentifierRows>): Promise<Recoded> {
  try {
    const counted = await count();
    const found = about.method === 'partition' ? parted(counted, about.targets) : recodedWhole(counted, about.targets);
    return found === null ? { kind: 'unreached', ...about, why: 'TARGETS_NOT_REACHED' } : tabled(about, counted, found);
  } catch (error) {
    if (!(error instanceof ProbityError) || !Object.hasOwn(GENERALISATION_ERRORS, error.code)) throw error;
    return { kind: 'unreached', ...about, why: error.code as Unreached['why'] };
  }
}

interface Found {
  readonly table: GeneralisedTable;
  readonly vector: readonly number[] | null;
}

function recodedWhole({ combinations }: QuasiIdentifierRows, targets: Targets): Found | null {
  const { best } = bestRecoding(combinations, targets);
  if (best === null || best.kept.counts.every((people) => people === 0)) return null;
  return { table: tableOfVector(combinations, best), vector: best.vector };
}

function parted({ combinations }: QuasiIdentifierRows, targets: Targets): Found | null {
  const table = mondrian(combinations, targets);
  return table === null || table.kept.counts.length === 0 ? null : { table, vector: null };
}

function tabled(about: About, counted: QuasiIdentifierRows, { table, vector }: Found): RecodedTable {
  const { combinations } = counted;
  return {
    kind: 'reached',
    ...about,
    rows: counted,
    table,
    vector,
    levels: combinations.attributes.map(({ levels }) => levels.length),
    classes: releasedClasses(combinations, table),
    utility: utilityOf(combinations, table),
  };
}
