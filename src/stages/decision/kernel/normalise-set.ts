import {
  MEETS,
  type ObligationName,
  type PolicySet,
  type Rule,
  type RuleWaiver,
} from '../../../registers/policies/index.js';
import { decisionError } from '../decision.errors.js';
import { kernelNode, wordSet } from './kernel-condition.js';
import type { KernelKind, KernelNode, KernelRule, KernelSet, WordSet } from './kernel-data.js';

/**
 * A policy set as the kernel reads it: rules by id, an index of purpose × dataset × plugin, categories spelled out with
 * everything below them. The same set gives the same data, whatever the order of its documents.
 */
export function normaliseSet(set: PolicySet, categories: Iterable<string>): KernelSet {
  const keys = keysBelow([...categories].sort());
  const rules = [...set.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const twice = rules.find(({ id }, at) => rules[at - 1]?.id === id);
  if (twice) throw invalid(twice.id, 'the rule a second time', 'each rule once');
  return {
    digest: set.digest,
    index: indexOf(rules),
    rules: Object.fromEntries(rules.map((rule) => [rule.id, kernelRule(rule, keys)])),
    waivers: waiversOf(set.waivers, rules),
    categories: wordSet(keys.keys()),
    meets: meetsOf(rules),
  };
}

/** Each key of the taxonomy with itself and everything below it. */
type KeysBelow = ReadonlyMap<string, readonly string[]>;

let lastKeys: { readonly words: string; readonly keys: KeysBelow } | undefined;

// One taxonomy gives one map, which what is made with it is remembered by.
function keysBelow(sorted: readonly string[]): KeysBelow {
  const words = sorted.join('\n');
  if (lastKeys?.words === words) return lastKeys.keys;
  const keys = new Map(sorted.map((key) => [key, [key]]));
  for (const key of keys.keys()) for (const above of abovesOf(key)) keys.get(above)?.push(key);
  lastKeys = { words, keys };
  return keys;
}

function abovesOf(key: string): readonly string[] {
  const parts = key.split('.');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('.'));
}

const made = new WeakMap<Rule, { readonly keys: KeysBelow; readonly of: KernelRule }>();

// A rule that is frozen gives the same data again: most rules of a new set are those of the set before.
function kernelRule(rule: Rule, keys: KeysBelow): KernelRule {
  const known = made.get(rule);
  if (known?.keys === keys) return known.of;
  const of = ruleData(rule, keys);
  if (Object.isFrozen(rule)) made.set(rule, { keys, of });
  return of;
}

function ruleData(rule: Rule, keys: KeysBelow): KernelRule {
  return { k: kindOf(rule), c: concerns(rule, keys), o: obligationsOf(rule), w: kernelNode(rule.when, rule.id) };
}

function kindOf({ id, effect, mode }: Rule): KernelKind {
  if (mode === 'enforce') return effect;
  if (effect === 'grant') throw invalid(id, `a grant in ${mode} mode`, 'a grant that is enforced');
  return effect === 'restrict' ? 'would_restrict' : 'would_prohibit';
}

function concerns({ id, categories }: Rule, keys: KeysBelow): WordSet {
  if (categories === '*') return { '*': true };
  if (categories.length === 0) throw invalid(id, 'no category', 'at least one, or every one');
  return wordSet(new Set(categories.flatMap((above) => keys.get(above) ?? [above])));
}

function obligationsOf({ id, obligations }: Rule): Readonly<Record<string, unknown>> {
  const ids = obligations.map((obligation) => obligation.id);
  const twice = ids.find((name, at) => ids.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(id, `the obligation ${twice} twice`, 'each obligation once');
  return Object.fromEntries([...obligations].sort((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one.value]));
}

// An obligation that nobody knows how to merge gets no meet, and the kernel then denies.
function meetsOf(rules: readonly Rule[]): KernelSet['meets'] {
  const ids = new Set(rules.flatMap(({ obligations }) => obligations.map(({ id }) => id)));
  const known = [...ids].sort().flatMap((id) => {
    const name = id.split(':')[0] as ObligationName;
    return Object.hasOwn(MEETS, name) ? [[id, MEETS[name]] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Only a rule that says who may waive it, waived by one of those, can be switched off. */
function waiversOf(waivers: readonly RuleWaiver[], rules: readonly Rule[]): Readonly<Record<string, KernelNode[]>> {
  const byRule: Record<string, KernelNode[]> = {};
  for (const { id, effect, waivableBy } of rules) {
    const valid = waivers.filter((waiver) => waiver.rule === id && waivableBy.includes(waiver.approvedBy.role));
    if (effect !== 'grant' && valid.length > 0) byRule[id] = valid.map((waiver) => kernelNode(waiver.when, waiver.id));
  }
  return byRule;
}

type Index = Record<string, Record<string, Record<string, string[]>>>;

function indexOf(rules: readonly Rule[]): KernelSet['index'] {
  const index: Index = Object.create(null);
  for (const { id, purposes, datasets, plugins } of rules) {
    for (const purpose of names(purposes)) {
      for (const dataset of names(datasets)) {
        for (const plugin of names(plugins)) bucket(index, purpose, dataset, plugin).push(id);
      }
    }
  }
  return index;
}

function names(scope: readonly string[] | '*'): readonly string[] {
  return scope === '*' ? ['*'] : [...new Set(scope)].sort();
}

// Objects without a prototype, so that no name of a register can mean something else than itself.
function bucket(index: Index, purpose: string, dataset: string, plugin: string): string[] {
  index[purpose] ??= Object.create(null);
  const byDataset = index[purpose] as Index[string];
  byDataset[dataset] ??= Object.create(null);
  const byPlugin = byDataset[dataset] as Index[string][string];
  byPlugin[plugin] ??= [];
  return byPlugin[plugin];
}

function invalid(rule: string, found: string, expected: string) {
  const next = 'Load the policies again from their files.';
  return decisionError('KERNEL_SET_INVALID', { found, expected, where: rule, next });
}
