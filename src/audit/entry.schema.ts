import { type Static, Type } from 'typebox';

/** A JSON object whose members the caller chooses; it never holds a person's data value. */
const Body = Type.Record(Type.String(), Type.Unknown());

const Environment = Type.Union([Type.Literal('rehearsal'), Type.Literal('production')]);

/** An instant in UTC with milliseconds, as `Date.toISOString` prints it. */
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' });

const RunId = Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$' });

const common = {
  v: Type.Literal(1),
  at: Instant,
  environment: Environment,
  /** A random alias, never a name or an address. */
  actor: Type.Optional(Type.String({ maxLength: 200 })),
  body: Body,
};

const closed = { additionalProperties: false };

/** An entry about one run. */
const ofRun = <Name extends string>(name: Name) =>
  Type.Object({ ...common, type: Type.Literal(name), run: RunId }, closed);

/** An entry about the engine, or about a run in passing. */
const ofEngine = <Name extends string>(name: Name) =>
  Type.Object({ ...common, type: Type.Literal(name), run: Type.Optional(RunId) }, closed);

export const EntrySchema = Type.Union([
  ofEngine('log-opened'),
  ofRun('run-opened'),
  ofRun('run-closed'),
  ofRun('hold-decided'),
  ofEngine('register-loaded'),
  ofEngine('policy-changed'),
  ofEngine('waiver-decided'),
  ofEngine('pack-decided'),
  ofEngine('column-overridden'),
  ofEngine('subject-explained'),
  ofEngine('budget-spent'),
  ofEngine('key-event'),
]);

/** One entry of the log. */
export type Entry = Static<typeof EntrySchema>;

/** The entries of one type, or of several. */
export type EntryOf<Name extends Entry['type']> = Extract<Entry, { type: Name }>;
