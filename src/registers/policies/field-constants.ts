import { type DocumentPath, dotted, isoInstant } from '../../documents/index.js';
import { literalsOf, type Span, spansOf } from './check-constant.js';
import type { Wanted } from './constant-values.js';
import type { Mistakes } from './mistakes.js';
import { isConstantReference, type PolicyConstants } from './policy-constants.js';
import type { UsedConstant } from './rule.js';

interface Field {
  readonly wanted: Wanted;
  /** It becomes a test of rows, which can have its time; anything else has one value as long as the policy is effective. */
  readonly ofRows?: true;
}

const DURATION: Field = { wanted: { kind: 'duration' } };
const CATEGORIES: Field = { wanted: { kind: 'list', unit: 'data category' } };
const PEOPLE: Field = { wanted: { kind: 'one', type: 'number', unit: 'people' } };
const RATIO: Field = { wanted: { kind: 'one', type: 'number', unit: 'ratio' } };

/** The parts of a spec that may name a constant; within `when`, every operand may. */
export const CONSTANT_FIELDS: Readonly<Record<string, Field>> = {
  'spec.scope.purposes.effects': { wanted: { kind: 'list', unit: 'effect of a purpose' } },
  'spec.scope.categories': CATEGORIES,
  'spec.scope.jurisdictions': { wanted: { kind: 'list', unit: 'jurisdiction' }, ofRows: true },
  'spec.masks[].categories': CATEGORIES,
  'spec.requires.notOlderThan': { ...DURATION, ofRows: true },
  'spec.rowsNotOlderThan': { ...DURATION, ofRows: true },
  'spec.releaseNotLongerThan': DURATION,
  'spec.segmentSizeMin': PEOPLE,
  'spec.cellSizeMin': PEOPLE,
  'spec.kMin': PEOPLE,
  'spec.kWithSegmentMin': PEOPLE,
  'spec.differenceMin': PEOPLE,
  'spec.alphaMax': RATIO,
  'spec.tMax': RATIO,
  'spec.recodedKMin': PEOPLE,
  'spec.suppressionMax': RATIO,
  'spec.groupSizeMin': PEOPLE,
  'spec.ratioMin': RATIO,
  'spec.benefitRatioMin': RATIO,
  'spec.confidence': RATIO,
  'spec.traits': { wanted: { kind: 'list', unit: 'trait or column' } },
};

/** A document with values in the place of the constants that its spec names, as it holds within a time. */
export interface DatedValue {
  readonly from: number | null;
  readonly until: number | null;
  readonly value: unknown;
}

/** What came of the constants in a spec, `when` left out. */
export interface FilledFields {
  /** In the order of time, at least one; several where a constant of a test of rows changes. */
  readonly values: readonly DatedValue[];
  readonly used: readonly UsedConstant[];
  /** Where a mistake was added: what stands there is none that a schema could judge. */
  readonly mistaken: readonly DocumentPath[];
}

/** Puts the values of constants in their places. */
export function fillFields(value: unknown, mistakes: Mistakes, constants: PolicyConstants): FilledFields {
  const found = referencesIn(value, []);
  const filled = found.map(({ path, field }) => ({
    path,
    spans: spansAt(path, field, { value, mistakes, constants }),
  }));
  const good = filled.flatMap(({ path, spans }) => (spans ? [{ path, spans }] : []));
  const turns = good.flatMap(({ spans }) => spans.flatMap(({ from }) => (from === null ? [] : [from])));
  const starts = [null, ...[...new Set(turns)].sort((a, b) => a - b)];
  return {
    values: starts.map((from, at) => ({
      from,
      until: starts[at + 1] ?? null,
      value: good.reduce((into, { path, spans }) => replaced(into, path, spanAt(spans, from)?.literal), value),
    })),
    used: good.flatMap(({ spans }) => spans.flatMap(({ uses }) => uses)),
    mistaken: filled.filter(({ spans }) => !spans).map(({ path }) => path),
  };
}

interface Named {
  readonly path: DocumentPath;
  readonly field: Field;
}

function referencesIn(value: unknown, path: DocumentPath): readonly Named[] {
  const pattern = dotted(path).replace(/\[\d+\]/g, '[]');
  const field = Object.hasOwn(CONSTANT_FIELDS, pattern) ? CONSTANT_FIELDS[pattern] : undefined;
  if (field && isConstantReference(value)) return [{ path, field }];
  if (typeof value !== 'object' || value === null || pattern === 'spec.when') return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) =>
    referencesIn((value as Readonly<Record<string | number, unknown>>)[step], [...path, step]),
  );
}

function spansAt(
  path: DocumentPath,
  { wanted, ofRows }: Field,
  { value, mistakes, constants }: { value: unknown; mistakes: Mistakes; constants: PolicyConstants },
): readonly Span[] | undefined {
  const reference = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value);
  const uses = isConstantReference(reference) ? constants.usesAt(reference, path) : undefined;
  const literals = uses && literalsOf(mistakes, { uses, wanted, path });
  if (!uses || !literals) return undefined;
  const spans = spansOf(uses, literals);
  if (spans.length === 1 || ofRows) return spans;
  const day = isoInstant(spans[1]?.from ?? 0).slice(0, 10);
  const found = `'${uses[0]?.name}', which changes on ${day}`;
  const expected = `one value: end the policy on ${day}, and go on with a second one`;
  return mistakes.add([...path, 'constant'], 'CONSTANT_CHANGES', found, expected);
}

function spanAt(spans: readonly Span[], from: number | null): Span | undefined {
  return spans.findLast((span) => span.from === null || (from !== null && span.from <= from));
}

function replaced(value: unknown, path: DocumentPath, by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((one, at) => (at === step ? replaced(one, rest, by) : one));
  const mapping = value as Readonly<Record<string, unknown>>;
  return { ...mapping, [step]: replaced(mapping[step as string], rest, by) };
}
