import type { PolicySet, Rule } from '../../registers/policies/index.js';

const texts = new WeakMap<Rule, string>();

/**
 * All of each rule that can make an answer another one, as text by its id: what it weighs, where, what it asks for, what it
 * removes, and the waivers that may switch it off. Two rules of one text answer alike.
 */
export function ruleTexts({ rules, waivers }: PolicySet): ReadonlyMap<string, string> {
  const waived = new Map<string, string>();
  for (const { rule, ...waiver } of waivers) {
    waived.set(rule, `${waived.get(rule) ?? ''}${JSON.stringify([waiver.id, waiver.when, waiver.approvedBy.role])}`);
  }
  return new Map(rules.map((rule) => [rule.id, `${textOf(rule)}${waived.get(rule.id) ?? ''}`]));
}

function textOf(rule: Rule): string {
  const known = texts.get(rule);
  if (known !== undefined) return known;
  const { id, effect, mode, purposes, datasets, plugins, categories, when, rows, obligations, waivableBy } = rule;
  const scope = [purposes, datasets, plugins, categories];
  const text = JSON.stringify([id, effect, mode, scope, when, rows, obligations, waivableBy]);
  texts.set(rule, text);
  return text;
}
