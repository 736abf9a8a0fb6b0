import { type Static, Type } from 'typebox';
import type { RunOpened, StoredEntry } from '../audit/index.js';
import { FACTS, type Facts, MITIGATIONS } from '../conditions/index.js';
import { type Digest, digestOf, frozen, hasShape, instantOf } from '../documents/index.js';
import type { AskedColumn, Decision } from '../stages/decision/index.js';
import { type SegmentationRequest, takenColumns } from '../stages/request/index.js';
import type { ReasonsLeft } from './kept-reasons.js';

const RUN_FACTS = FACTS.filter((fact) => fact.of === 'run').map(({ name }) => name);

/** What an opening entry keeps beside request and facts, so that the decision can be made again exactly. */
export function replayBody({ facts, ...decision }: Decision, columns: readonly AskedColumn[], rules: Digest) {
  const categories = categoriesOf(columns);
  return {
    /** The rules as they were resolved; the state keeps them by this digest. */
    rules,
    /** Facts that were looked for and not known: a later engine may look for more. */
    unknown: RUN_FACTS.filter((name) => !Object.hasOwn(facts, name)),
    /** For each column by name, sorted: the positions of its categories among all of them, sorted. */
    columnCategories: [...columns].sort(byName).map((one) => one.categories.map((word) => categories.indexOf(word))),
    obliged: decision.kind === 'permit' ? obligedDigest(decision) : null,
  };
}

/** The digest of all that a permit obliges, whatever the order of its columns. */
export function obligedDigest({
  columns,
  rows,
  obligations,
}: Pick<Extract<Decision, { kind: 'permit' }>, 'columns' | 'rows' | 'obligations'>): Digest {
  return digestOf({ columns: [...columns].sort(byName), rows, obligations });
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function categoriesOf(columns: readonly Pick<AskedColumn, 'categories'>[]): readonly string[] {
  return [...new Set(columns.flatMap(({ categories }) => categories))].sort();
}

const Names = Type.Array(Type.String());
const ReasonSchema = Type.Object({
  code: Type.String(),
  rule: Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
  law: Type.Optional(Names),
  place: Type.Optional(Type.String()),
  missing: Type.Optional(Names),
  /** The bundle of the own rule that gave it. */
  bundle: Type.Optional(Type.String()),
});
const Reasons = Type.Array(ReasonSchema);
const ReasonsLeftSchema = Type.Object({ count: Type.Integer({ minimum: 1 }), digest: Type.String() });
const MitigationSchema = Type.Object({
  kind: Type.Enum([...MITIGATIONS]),
  trait: Type.String(),
  column: Type.String(),
  ratioMin: Type.Optional(Type.Number()),
});
const FactSchema = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Names]);

const OpenedSchema = Type.Object({
  roles: Names,
  team: Type.String(),
  request: Type.Object({
    plugin: Type.String(),
    dataset: Type.String(),
    purpose: Type.String(),
    destination: Type.String(),
    columns: Names,
    release: Type.Optional(Type.Object({ kAnonymous: Type.Object({ columns: Names }) })),
    seed: Type.Number(),
    digest: Type.String(),
    mitigation: Type.Optional(MitigationSchema),
  }),
  facts: Type.Record(Type.String(), FactSchema),
  decision: Type.Union([Type.Literal('permit'), Type.Literal('denial')]),
  reasons: Reasons,
  reasonsLeft: Type.Optional(ReasonsLeftSchema),
  wouldHave: Reasons,
  waiversUsed: Names,
  policySet: Type.String(),
  registers: Type.Record(Type.String(), Type.String()),
  categories: Names,
  replay: Type.Object({
    rules: Type.String(),
    unknown: Names,
    columnCategories: Type.Array(Type.Array(Type.Integer({ minimum: 0 }))),
    obliged: Type.Union([Type.String(), Type.Null()]),
  }),
});

type OpenedRecord = Static<typeof OpenedSchema>;

/** A reason as an entry holds it; `place` is file, line and column. */
export type RecordedReason = Static<typeof ReasonSchema>;

/** A decision as the log holds it: everything that it turned on, and what it was. */
export interface RecordedDecision {
  readonly run: string;
  readonly index: number;
  readonly at: string;
  /** As it was admitted; options that were too large to record are not in it. */
  readonly request: SegmentationRequest;
  readonly columns: readonly AskedColumn[];
  readonly facts: Facts;
  /** Facts that were looked for and not known. */
  readonly unknown: readonly string[];
  readonly kind: Decision['kind'];
  readonly reasons: readonly RecordedReason[];
  /** Reasons for which the entry had no room; null where it holds all. */
  readonly reasonsLeft: ReasonsLeft | null;
  readonly wouldHave: readonly RecordedReason[];
  readonly waiversUsed: readonly string[];
  readonly policySet: Digest;
  readonly rules: Digest;
  /** Null for a denial. */
  readonly obliged: Digest | null;
  readonly registers: Readonly<Record<string, string>>;
}

/** The decision of an opening entry; null where the entry does not hold all that the decision turned on. */
export function recordedDecision({ index, entry }: Pick<StoredEntry, 'index' | 'entry'>): RecordedDecision | null {
  if (entry.type !== 'run-opened' || !hasShape(OpenedSchema, entry.body)) return null;
  const body: OpenedRecord = entry.body;
  const columns = columnsOf(body);
  const moment = body.facts['now'];
  if (columns === null || moment === undefined || moment !== instantOf(entry.at)) return null;
  return {
    run: entry.run,
    index,
    at: entry.at,
    request: admittedThen(entry, body),
    columns,
    facts: body.facts,
    unknown: body.replay.unknown,
    kind: body.decision,
    reasons: body.reasons,
    reasonsLeft: (body.reasonsLeft as ReasonsLeft | undefined) ?? null,
    wouldHave: body.wouldHave,
    waiversUsed: body.waiversUsed,
    policySet: body.policySet as Digest,
    rules: body.replay.rules as Digest,
    obliged: body.replay.obliged as Digest | null,
    registers: body.registers,
  };
}

function columnsOf({ request, categories, replay }: OpenedRecord): readonly AskedColumn[] | null {
  const { columns, release, mitigation = null } = request;
  const names = [...takenColumns({ columns, mitigation, ...(release ? { release } : {}) })].sort();
  const positions = replay.columnCategories;
  if (positions.length !== names.length || positions.flat().some((at) => at >= categories.length)) return null;
  const described = (at: number) => (positions[at] ?? []).map((one) => categories[one] as string);
  return names.map((name, at) => ({ name, categories: described(at) }));
}

// Only what was admitted is ever recorded: the seal of admission is given back to it.
function admittedThen({ run, at, actor = '' }: RunOpened, { request, roles, team }: OpenedRecord): SegmentationRequest {
  const asker = { alias: actor, roles, team };
  const asked = { options: {}, mitigation: null, ...request };
  return frozen({ kind: 'request', run, at: instantOf(at), actor: asker, ...asked }) as unknown as SegmentationRequest;
}
