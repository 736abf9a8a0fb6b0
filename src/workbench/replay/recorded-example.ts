import type { StoredEntry } from '../../audit/index.js';
import { cutoffFacts, FACTS, type Facts, type FactValue } from '../../conditions/index.js';
import { isoInstant } from '../../documents/index.js';
import { exampleRegisters, type PolicyFile, type PolicySet, policySetOf } from '../../registers/policies/index.js';
import { obligedDigest, rulesDigest } from '../../run/index.js';
import { type AskedColumn, createDecider, type Decision, kernelEvaluator } from '../../stages/decision/index.js';
import type { SegmentationRequest } from '../../stages/request/index.js';

// Records as a run writes them, for specs: decided by the real kernel under small sets of policies.

export const registers = exampleRegisters();
export const NOW = Date.parse('2026-06-15T10:00:00Z');

type Changes = Readonly<Record<string, FactValue | undefined>>;

/** One policy file of a set; `metadata` and `spec` are indented YAML. */
export function policy(kind: string, name: string, spec: string, metadata = ''): PolicyFile {
  const head = `apiVersion: probity/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  title: A rule\n  owner: privacy-office\n`;
  const text = `${head}  effective: { from: 2026-01-01 }\n  mode: enforce\n${metadata}spec:\n${spec}`;
  return { file: `${name}.yaml`, name: `${name}/policy.yaml`, expected: name, holds: 'policy', text };
}

/** A waiver of the rule `rule`, until an instant. */
export function waiver(name: string, rule: string, until: string, more = ''): PolicyFile {
  const text = `apiVersion: probity/v1\nkind: Waiver\nmetadata:\n  name: ${name}\n  title: A waiver\n  owner: privacy-office\n  effective: { from: 2026-01-01, until: "${until}" }\nspec:\n  rule: ${rule}\n  reason: A reason that people can read.\n  requestedBy: alias-1\n  approvedBy: { actor: alias-2, role: dpo }\n${more}`;
  return { file: `${name}.yaml`, name: `waivers/${name}.yaml`, expected: name, holds: 'waiver', text };
}

export const grant = policy(
  'AccessPolicy',
  'grant',
  '  effect: grant\n  scope: { categories: [user.financial, user.behavior] }\n',
);

export function setOf(...files: readonly PolicyFile[]): PolicySet {
  return policySetOf(files, registers);
}

const FACTS_THEN: Changes = {
  environment: 'rehearsal',
  'purpose.name': 'newsletter',
  'purpose.use': 'marketing.communications.email',
  'purpose.effect': 'message',
  'purpose.basis': 'consent',
  'purpose.allowsDestination': true,
  'destination.name': 'crm',
  'destination.saleOrShare': false,
  'dataset.name': 'shop',
  'dataset.regime': 'general',
  'plugin.name': 'rfm',
  'isolation.level': 3,
  'actor.roles': ['data-team', 'campaign'],
  'actor.team': 'crm',
  'release.kAnonymous': false,
  'attempts.judged': 0,
};

export const COLUMNS: readonly AskedColumn[] = [
  { name: 'visits', categories: ['user.behavior'] },
  { name: 'income', categories: ['user.financial'] },
];

export interface Told {
  readonly at?: number;
  readonly facts?: Changes;
  readonly columns?: readonly AskedColumn[];
  /** Facts that nobody looked for. */
  readonly unkept?: readonly string[];
}

/** The opening entry of a run that was decided under a set. */
export function record(set: PolicySet, index: number, told: Told = {}): Pick<StoredEntry, 'index' | 'entry'> {
  const { at = NOW, columns = COLUMNS, unkept = [] } = told;
  const names = columns.map(({ name }) => name);
  const categories = [...new Set(columns.flatMap((column) => column.categories))].sort();
  const uses = Object.fromEntries(set.waivers.map(({ id }) => [`waiver.uses.${id}`, 0]));
  const own = { now: at, ...cutoffFacts(set.durations, at), ...uses, 'columns.names': names };
  const facts = known({ ...FACTS_THEN, ...own, 'columns.categories': categories, ...told.facts });
  const request = {
    plugin: 'rfm',
    dataset: 'shop',
    purpose: 'newsletter',
    destination: 'crm',
    columns: names,
    seed: 0,
  };
  const decider = createDecider(set, kernelEvaluator(set, registers.taxonomy.categories));
  const decision = decider.decide(request as unknown as SegmentationRequest, facts, columns);
  const unknown = FACTS.filter(({ name, of }) => of === 'run' && !Object.hasOwn(facts, name)).map(({ name }) => name);
  const positions = (column: AskedColumn) => column.categories.map((category) => categories.indexOf(category));
  const body = {
    roles: ['data-team', 'campaign'],
    team: 'crm',
    request: { ...request, digest: 'sha256:0' },
    facts,
    ...decidedBody(set, decision),
    registers: { policies: set.digest, datasets: 'sha256:1' },
    categories,
    replay: {
      rules: rulesDigest(set),
      unknown: unknown.filter((name) => !unkept.includes(name)),
      columnCategories: [...columns].sort((a, b) => (a.name < b.name ? -1 : 1)).map(positions),
      obliged: decision.kind === 'permit' ? obligedDigest(decision) : null,
    },
  };
  const entry = { v: 1, type: 'run-opened', run: `run-${index}`, at: isoInstant(at), actor: 'alias-1' } as const;
  return { index, entry: { ...entry, environment: 'rehearsal', body } };
}

function decidedBody(set: PolicySet, decision: Decision) {
  const reasons = (some: Decision['reasons']) =>
    some.map(({ code, ref }) => (ref === undefined ? { code } : { code, rule: ref }));
  return {
    decision: decision.kind,
    reasons: reasons(decision.reasons),
    wouldHave: reasons(decision.wouldHave),
    waiversUsed: decision.kind === 'permit' ? decision.waiversUsed : [],
    policySet: set.digest,
  };
}

function known(facts: Changes): Facts {
  return Object.fromEntries(Object.entries(facts).filter((one): one is [string, FactValue] => one[1] !== undefined));
}
