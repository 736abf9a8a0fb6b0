import type { Condition } from '../../conditions/index.js';
import type { DocumentPath } from '../../documents/index.js';
import type { ConditionScope } from './check-condition.js';
import type { Scope } from './policy.schema.js';
import { keysUnder } from './policy-registers.js';

/** A scope resolved to names of the registers; `*` where the policy does not narrow. */
export interface ResolvedScope {
  readonly purposes: readonly string[] | '*';
  readonly datasets: readonly string[] | '*';
  readonly plugins: readonly string[] | '*';
  readonly categories: readonly string[] | '*';
  readonly destinations: readonly Condition[];
  readonly jurisdictions: readonly string[];
}

const AT = ['spec', 'scope'] as const;

/** Labels that no plugin of ours made stand under this name, and a scope may speak of them. */
const OUTSIDE = 'outside';

/** Resolves a scope, adding a mistake for every name or key that no register has. */
export function resolveScope(scope: ConditionScope, authored: Scope = {}): ResolvedScope {
  const { registers, mistakes } = scope;
  const known = (path: DocumentPath, names: readonly string[] | undefined, register: Iterable<string>) => {
    const words = [...register];
    const unknown = (names ?? []).flatMap((name, at) => (words.includes(name) ? [] : [{ name, at }]));
    for (const { name, at } of unknown) mistakes.unknown([...AT, ...path, at], 'UNKNOWN_NAME', name, words);
  };
  known(['purposes', 'names'], authored.purposes?.names, registers.purposes.keys());
  known(['datasets', 'names'], authored.datasets?.names, registers.datasets.keys());
  known(['plugins', 'names'], authored.plugins?.names, [...registers.plugins.keys(), OUTSIDE]);
  known(['destinations', 'names'], authored.destinations?.names, registers.destinations.keys());
  return {
    purposes: purposesOf(scope, authored.purposes),
    datasets: datasetsOf(scope, authored.datasets),
    plugins: authored.plugins ? [...authored.plugins.names].sort() : '*',
    categories: categoriesOf(scope, authored.categories),
    destinations: destinationLeaves(authored.destinations),
    jurisdictions: authored.jurisdictions ?? [],
  };
}

function purposesOf({ registers, mistakes }: ConditionScope, part: Scope['purposes']): readonly string[] | '*' {
  if (!part) return '*';
  const { names, use, effects, bases } = part;
  const uses = [...registers.taxonomy.uses];
  if (use !== undefined && !uses.includes(use)) {
    mistakes.unknown([...AT, 'purposes', 'use'], 'UNKNOWN_TAXONOMY_KEY', use, uses);
  }
  const within = use === undefined ? undefined : keysUnder(uses, use);
  return [...registers.purposes]
    .filter(([name]) => names?.includes(name) ?? true)
    .filter(([, purpose]) => within?.includes(purpose.use) ?? true)
    .filter(([, purpose]) => effects?.some((effect) => effect === purpose.effect) ?? true)
    .filter(([, purpose]) => bases?.some((basis) => basis === purpose.basis) ?? true)
    .map(([name]) => name)
    .sort();
}

function datasetsOf({ registers }: ConditionScope, part: Scope['datasets']): readonly string[] | '*' {
  if (!part) return '*';
  return [...registers.datasets]
    .filter(([name]) => part.names?.includes(name) ?? true)
    .filter(([, dataset]) => part.regimes?.some((regime) => regime === dataset.regime) ?? true)
    .map(([name]) => name)
    .sort();
}

/** Checks category keys at `path` and returns them without repetitions. */
export function checkCategories(
  { registers, mistakes }: ConditionScope,
  keys: readonly string[],
  path: DocumentPath,
): readonly string[] {
  const known = [...registers.taxonomy.categories];
  const unknown = keys.flatMap((key, at) => (known.includes(key) ? [] : [{ key, at }]));
  for (const { key, at } of unknown) mistakes.unknown([...path, at], 'UNKNOWN_TAXONOMY_KEY', key, known);
  return [...new Set(keys)].sort();
}

function categoriesOf(scope: ConditionScope, keys: readonly string[] | undefined): readonly string[] | '*' {
  return keys ? checkCategories(scope, keys, [...AT, 'categories']) : '*';
}

function destinationLeaves(part: Scope['destinations']): readonly Condition[] {
  if (!part) return [];
  const { names, roles, saleOrShare } = part;
  return [
    ...(names ? [leaf('destination.name', 'in', names)] : []),
    ...(roles ? [leaf('destination.role', 'in', roles)] : []),
    ...(saleOrShare === undefined ? [] : [leaf('destination.saleOrShare', 'eq', saleOrShare)]),
  ];
}

export function leaf(
  fact: string,
  op: 'eq' | 'in' | 'lt' | 'gte',
  value: string | number | boolean | readonly string[],
): Condition {
  return { kind: 'leaf', fact, op, value };
}
