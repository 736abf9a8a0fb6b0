import { type DocumentPath, instantOf, isoInstant } from '../../documents/index.js';
import type { ConstantPeriod, LegalConstants } from '../legal-profiles/index.js';
import type { Mistakes } from './mistakes.js';
import type { UsedConstant } from './rule.js';

/** How a policy names a constant: `{ constant: eu-gdpr/childConsentAge }`. */
export interface ConstantReference {
  readonly constant: unknown;
}

export function isConstantReference(value: unknown): value is ConstantReference {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'constant');
}

/** When a policy is effective, milliseconds since 1970. */
export interface Effective {
  readonly from: number;
  readonly until: number | null;
}

/** The time of a policy as its document says; undefined where that cannot be read, which the schema tells. */
export function effectiveOf(value: unknown): Effective | undefined {
  const { from, until } = mappingIn(mappingIn(mappingIn(value)['metadata'])['effective']);
  const begin = typeof from === 'string' ? instantOf(from) : Number.NaN;
  if (until === undefined) return Number.isNaN(begin) ? undefined : { from: begin, until: null };
  const end = typeof until === 'string' ? instantOf(until) : Number.NaN;
  return end > begin ? { from: begin, until: end } : undefined;
}

function mappingIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** The constants that one policy names, as they hold while it is effective. */
export class PolicyConstants {
  readonly #mistakes: Mistakes;
  readonly #known: LegalConstants;
  readonly #effective: Effective | undefined;

  /** Without a time in which the policy is effective, a mistake of its own, every value counts. */
  constructor(mistakes: Mistakes, known: LegalConstants, effective: Effective | undefined) {
    this.#mistakes = mistakes;
    this.#known = known;
    this.#effective = effective;
  }

  /** The values of a constant in their order, cut to the time of the policy; undefined when a mistake was added. */
  usesAt(reference: ConstantReference, path: DocumentPath): readonly UsedConstant[] | undefined {
    const strange = Object.keys(reference).filter((key) => key !== 'constant');
    for (const key of strange) this.#mistakes.unknownKey([...path, key], ['constant']);
    if (strange.length > 0) return undefined;
    const name = reference.constant;
    const at = [...path, 'constant'];
    if (typeof name !== 'string') {
      return this.#mistakes.add(at, 'UNKNOWN_CONSTANT', 'no name', 'the name of a constant, <profile>/<constant>');
    }
    const constant = this.#known.get(name);
    if (!constant) return this.#mistakes.unknown(at, 'UNKNOWN_CONSTANT', name, likely(name, this.#known));
    const periods = this.#clipped(constant.periods);
    if (!this.#covered(periods, { name, at })) return undefined;
    return periods.map((period) => ({ name, version: constant.version, ...period, leaves: [] }));
  }

  // A bound that the policy sets itself is none of the constant: its dates are tested anyway.
  #clipped(periods: readonly ConstantPeriod[]): readonly ConstantPeriod[] {
    const effective = this.#effective;
    if (!effective) return periods;
    const { from, until } = effective;
    return periods
      .filter((one) => (one.until ?? LATEST) > from && (one.from ?? EARLIEST) < (until ?? LATEST))
      .map((one) => ({
        ...one,
        from: one.from !== null && one.from > from ? one.from : null,
        until: one.until !== null && one.until < (until ?? LATEST) ? one.until : null,
      }));
  }

  #covered(periods: readonly ConstantPeriod[], { name, at }: { readonly name: string; readonly at: DocumentPath }) {
    if (!this.#effective) return periods.length > 0;
    const [first] = periods;
    const gaps = [
      ...(first === undefined ? ['at any time of the policy'] : []),
      ...(first !== undefined && first.from !== null ? [`before ${day(first.from)}`] : []),
      ...periods.flatMap(({ until }, index) => {
        const next = periods[index + 1]?.from ?? null;
        return until === null || until === next
          ? []
          : [`from ${day(until)}${next === null ? ' on' : ` to ${day(next)}`}`];
      }),
    ];
    const [gap] = gaps;
    if (gap === undefined) return true;
    const expected = 'a policy that is effective only while the constant has a value';
    this.#mistakes.add(at, 'CONSTANT_GAP', `'${name}', which has no value ${gap}`, expected);
    return false;
  }
}

const EARLIEST = Number.NEGATIVE_INFINITY;
const LATEST = Number.POSITIVE_INFINITY;

// The nearest names first: those of the same profile.
function likely(name: string, known: LegalConstants): readonly string[] {
  const profile = `${name.split('/')[0]}/`;
  const names = [...known.keys()];
  const own = names.filter((one) => one.startsWith(profile));
  return own.length > 0 ? own : names;
}

function day(instant: number): string {
  return isoInstant(instant).replace('T00:00:00.000Z', '');
}
