import { FACTS, WAIVER_USES } from '../conditions/index.js';
import { type Diagnostic, type DocumentPath, nearestWord, type YamlDocument } from '../documents/index.js';
import type { ReasonCode } from '../stages/decision/index.js';
import { factMistake } from './case-question.js';
import type { AuthoredFacts, AuthoredValue, Cases, Fixtures, PolicyCase } from './cases.schema.js';
import { matrixMistake, REQUEST_PARTS } from './expand-cases.js';
import type { WorkbenchErrorCode } from './workbench.errors.js';

/** Reasons that name a rule, and those that name something else or nothing. */
const OF_RULES: readonly ReasonCode[] = [
  'GRANTED',
  'RESTRICTED',
  'PROHIBITED',
  'WOULD_RESTRICT',
  'WOULD_PROHIBIT',
  'WAIVED',
];
const OTHERS: readonly ReasonCode[] = [
  'NOT_COVERED',
  'UNKNOWN_OBLIGATION',
  'BAD_REQUEST',
  'KERNEL_FAULT',
  'OWN_RULE_FORBIDS',
  'OWN_RULE_RESTRICTS',
  'OWN_RULE_FAILED',
];

/** What the cases of one file may name. */
export interface KnownToCases {
  readonly fixtures: Fixtures;
  /** The rules of the folder. */
  readonly rules: readonly string[];
}

/** Every name, fact and reason of a file of cases that nothing could answer to: such a case would say nothing. */
export function mistakesOfCases(document: YamlDocument, known: KnownToCases): readonly Diagnostic[] {
  const { cases } = document.value as Cases;
  const note = noteIn(document);
  return cases.flatMap((one, at) => [
    ...ofRequest(note, ['cases', at, 'request'], { request: one.request ?? {}, fixtures: known.fixtures }),
    ...ofFacts(note, ['cases', at, 'facts'], one.facts),
    ...ofMatrix(note, ['cases', at], { one, known }),
    ...ofRows(note, ['cases', at, 'rows'], { rows: one.rows ?? [], known }),
    ...ofReasons(note, ['cases', at, 'expect'], { expect: one.expect, known }),
  ]);
}

/** The same of fixtures: what they name must be among them. */
export function mistakesOfFixtures(document: YamlDocument): readonly Diagnostic[] {
  const fixtures = document.value as Fixtures;
  const note = noteIn(document);
  const parts = ['destinations', 'plugins', 'actors', 'contexts', 'subjects'] as const;
  return [
    ...parts.flatMap((part) =>
      Object.entries(fixtures[part] ?? {}).flatMap(([name, facts]) => ofFacts(note, [part, name], facts)),
    ),
    ...ofRequest(note, ['request'], { request: fixtures.request, fixtures }),
    ...ofFacts(note, ['facts'], fixtures.facts),
  ];
}

type Note = (
  path: DocumentPath,
  code: WorkbenchErrorCode,
  said: { readonly found: string; readonly expected: string; readonly nearest?: string | undefined },
  at?: 'key' | 'value',
) => Diagnostic;

function noteIn(document: YamlDocument): Note {
  return (path, code, said, at = 'value') => document.diagnostic(path, { code, ...said }, at);
}

const FACT_NAMES = FACTS.map(({ name }) => name);

function ofFacts(note: Note, path: DocumentPath, facts: AuthoredFacts = {}): readonly Diagnostic[] {
  return Object.entries(facts).flatMap(([name, value]) => ofFact(note, [...path, name], { name, value }));
}

function ofFact(
  note: Note,
  path: DocumentPath,
  { name, value }: { readonly name: string; readonly value: AuthoredValue },
): readonly Diagnostic[] {
  if (!isFact(name)) return [unknownFact(note, path, name)];
  const mistake = value === null ? null : factMistake(name, value);
  return mistake ? [note(path, 'CASE_FACT', mistake)] : [];
}

function isFact(name: string): boolean {
  return FACT_NAMES.includes(name) || name.startsWith(WAIVER_USES);
}

function unknownFact(note: Note, path: DocumentPath, name: string): Diagnostic {
  const said = { found: `the fact '${name.slice(0, 80)}'`, expected: 'a fact of the catalogue' };
  return note(path, 'CASE_FACT', { ...said, nearest: nearestWord(name, FACT_NAMES) }, 'key');
}

interface Asked {
  readonly request: NonNullable<PolicyCase['request']>;
  readonly fixtures: Fixtures;
}

function ofRequest(note: Note, path: DocumentPath, { request, fixtures }: Asked): readonly Diagnostic[] {
  return Object.entries(request).flatMap(([part, value]) =>
    Array.isArray(value)
      ? value.flatMap((name, at) => ofName(note, [...path, part, at], { names: namesOf(fixtures, part), name }))
      : ofName(note, [...path, part], { names: namesOf(fixtures, part), name: value }),
  );
}

function namesOf(fixtures: Fixtures, part: string): readonly string[] {
  const things = part === 'columns' ? fixtures.columns : fixtures[`${part}s` as 'actors'];
  return Object.keys(things ?? {});
}

function ofName(
  note: Note,
  path: DocumentPath,
  { names, name }: { readonly names: readonly string[]; readonly name: string },
): readonly Diagnostic[] {
  if (names.includes(name)) return [];
  const expected = names.length === 0 ? 'none: the fixtures have nothing of the kind' : `one of ${names.join(', ')}`;
  return [note(path, 'CASE_NAME', { found: `'${name.slice(0, 80)}'`, expected, nearest: nearestWord(name, names) })];
}

interface Case {
  readonly one: PolicyCase;
  readonly known: KnownToCases;
}

function ofMatrix(note: Note, path: DocumentPath, { one, known }: Case): readonly Diagnostic[] {
  const tooMany = matrixMistake(one);
  const axes = Object.entries(one.matrix ?? {}).flatMap(([axis, values]) => {
    if (!REQUEST_PARTS.includes(axis) && !isFact(axis)) return [unknownFact(note, [...path, 'matrix', axis], axis)];
    return values.flatMap((value, at) => {
      const place = [...path, 'matrix', axis, at];
      if (!REQUEST_PARTS.includes(axis)) return ofFact(note, place, { name: axis, value });
      const isList = axis === 'columns';
      if (isList ? !Array.isArray(value) : typeof value !== 'string') {
        const expected = isList ? 'lists of column names' : 'names';
        return [note(place, 'CASE_FACT', { found: `a value of another type on the axis '${axis}'`, expected })];
      }
      return [value]
        .flat()
        .flatMap((name) => ofName(note, place, { names: namesOf(known.fixtures, axis), name: String(name) }));
    });
  });
  return [...(tooMany ? [note([...path, 'matrix'], 'CASE_MATRIX', tooMany, 'key')] : []), ...axes];
}

function ofRows(
  note: Note,
  path: DocumentPath,
  { rows, known }: { readonly rows: NonNullable<PolicyCase['rows']>; readonly known: KnownToCases },
): readonly Diagnostic[] {
  const names = namesOf(known.fixtures, 'subject');
  return rows.flatMap(({ subject, row }, at) => [
    ...(subject === undefined ? [] : ofName(note, [...path, at, 'subject'], { names, name: subject })),
    ...ofFacts(note, [...path, at, 'row'], row),
  ]);
}

// A reason that nobody gives is never given: expecting that it is not would pass for ever.
function ofReasons(
  note: Note,
  path: DocumentPath,
  { expect, known }: { readonly expect: PolicyCase['expect']; readonly known: KnownToCases },
): readonly Diagnostic[] {
  return (['reasons', 'notReasons'] as const).flatMap((key) =>
    (expect[key] ?? []).flatMap((reason, at) => {
      const [code = '', ref = ''] = reason.split(' ');
      const place = [...path, key, at];
      const codes: readonly string[] = [...OF_RULES, ...OTHERS];
      const found = `'${reason.slice(0, 100)}'`;
      if (!codes.includes(code)) {
        const said = { found, expected: 'a code of a reason and what it names', nearest: nearestWord(code, codes) };
        return [note(place, 'CASE_REASON', said)];
      }
      if (OTHERS.some((other) => other === code) || known.rules.includes(ref)) return [];
      const expected = 'a code of a reason and a rule of this folder';
      return [note(place, 'CASE_REASON', { found, expected, nearest: nearestWord(ref, known.rules) })];
    }),
  );
}
