import type { Fact } from '../../conditions/index.js';
import { instantOf } from '../../documents/index.js';
import type { OperatorWord } from './check-operand.js';
import type { UsedConstant } from './rule.js';

/** What a constant must be where a policy names it. A null unit is a bare word or number. */
export type Wanted =
  | { readonly kind: 'duration' | 'date' }
  | { readonly kind: 'one'; readonly type: 'text' | 'number' | 'boolean'; readonly unit: string | null }
  | { readonly kind: 'list'; readonly unit: string | null }
  | { readonly kind: 'key'; readonly unit: string | null };

/** A value as a policy would write it; undefined where the constant is of another type or unit. */
export function literalOf({ value, unit }: Pick<UsedConstant, 'value' | 'unit'>, wanted: Wanted): unknown {
  switch (wanted.kind) {
    case 'duration':
      return isCount(value) && unit !== null && DURATIONS.includes(singular(unit)) ? `${value} ${unit}` : undefined;
    case 'date':
      return typeof value === 'string' && unit === 'date' && !Number.isNaN(instantOf(value)) ? value : undefined;
    case 'list':
      return typeof value === 'object' && sameUnit(unit, wanted.unit) ? value : undefined;
    case 'key':
      return (typeof value === 'object' || typeof value === 'string') && sameUnit(unit, wanted.unit)
        ? value
        : undefined;
    case 'one':
      return typeof value === TYPES[wanted.type] && sameUnit(unit, wanted.unit) ? value : undefined;
  }
}

const DURATIONS = ['day', 'week', 'month', 'year'];
const TYPES = { text: 'string', number: 'number', boolean: 'boolean' } as const;

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 99_999;
}

function sameUnit(unit: string | null, wanted: string | null): boolean {
  return unit === null || wanted === null ? unit === wanted : singular(unit) === singular(wanted);
}

// Profiles write `1 month` and `3 months`.
function singular(unit: string): string {
  return unit.replace(/s$/, '');
}

/** Units of the facts that have one. */
const UNITS: Readonly<Record<string, string>> = {
  'row.age': 'years',
  'row.jurisdiction': 'jurisdiction',
  'destination.country': 'country',
  'purpose.effect': 'effect of a purpose',
};
const TAXONOMY_UNITS = { categories: 'data category', uses: 'data use', subjects: 'data subject' } as const;

function unitOf({ name, taxonomy }: Fact): string | null {
  return taxonomy ? TAXONOMY_UNITS[taxonomy] : (UNITS[name] ?? null);
}

/** What a constant must be to stand after an operator over a fact. */
export function wantedBy(fact: Fact, operator: OperatorWord): Wanted {
  const unit = unitOf(fact);
  switch (operator) {
    case 'olderThan':
    case 'notOlderThan':
      return { kind: 'duration' };
    case 'before':
    case 'after':
      return { kind: 'date' };
    case 'in':
      return { kind: 'list', unit };
    case 'under':
      return { kind: 'key', unit };
    case 'eq':
    case 'has':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return { kind: 'one', type: typeOf(fact), unit };
  }
}

function typeOf({ type }: Fact): 'text' | 'number' | 'boolean' {
  if (type === 'boolean') return 'boolean';
  return type === 'integer' ? 'number' : 'text';
}

/** What is wanted, in words. */
export function wantedText(wanted: Wanted): string {
  switch (wanted.kind) {
    case 'duration':
      return 'a constant that is a number of days, weeks, months or years';
    case 'date':
      return "a constant of the unit 'date'";
    case 'list':
      return `a constant that is a list${ofUnit(wanted.unit)}`;
    case 'key':
      return `a constant that is a word or a list${ofUnit(wanted.unit)}`;
    case 'one':
      return `a constant that is ${ONE[wanted.type]}${ofUnit(wanted.unit)}`;
  }
}

const ONE = { text: 'a word', number: 'a number', boolean: 'true or false' } as const;

function ofUnit(unit: string | null): string {
  return unit === null ? ' without a unit' : ` of the unit '${unit}'`;
}

/** What a constant is, in words. */
export function constantText({ name, value, unit }: Pick<UsedConstant, 'name' | 'value' | 'unit'>): string {
  const kind =
    typeof value === 'object'
      ? 'a list'
      : ONE[typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')];
  return `'${name}', ${kind}${ofUnit(unit)}`;
}
