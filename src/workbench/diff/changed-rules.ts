import { canonicalJson } from '../../documents/index.js';
import type { PolicySet, Rule } from '../../registers/policies/index.js';

/** One policy that differs between two sets in something that decides. */
export interface ChangedRule {
  readonly id: string;
  readonly before: Rule | undefined;
  readonly after: Rule | undefined;
}

/** The policies whose deciding parts differ; title, owner, law and place decide nothing. */
export function changedRules(a: PolicySet, b: PolicySet): readonly ChangedRule[] {
  const [before, after] = [partsOf(a), partsOf(b)];
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids
    .filter((id) => before.get(id)?.digest !== after.get(id)?.digest)
    .map((id) => ({ id, before: before.get(id)?.rule, after: after.get(id)?.rule }));
}

function partsOf({ rules, waivers }: PolicySet): ReadonlyMap<string, { rule: Rule; digest: string }> {
  const decide = (rule: Rule) => {
    const { effect, mode, purposes, datasets, plugins, categories, when, rows, obligations, waivableBy } = rule;
    const held = waivers.filter((waiver) => waiver.rule === rule.id && waivableBy.includes(waiver.approvedBy.role));
    const waived = held.map((waiver) => waiver.when);
    const keep = rows.map(({ id, keep }) => ({ id, keep }));
    return canonicalJson({ effect, mode, purposes, datasets, plugins, categories, when, keep, obligations, waived });
  };
  return new Map(rules.map((rule) => [rule.id, { rule, digest: decide(rule) }]));
}
