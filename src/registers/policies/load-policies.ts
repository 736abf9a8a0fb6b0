import {
  type Diagnostic,
  type Digest,
  DocumentError,
  digestOf,
  digestOfBytes,
  frozen,
  type YamlDocument,
} from '../../documents/index.js';
import { Mistakes } from './mistakes.js';
import { durationsOf } from './normalise.js';
import type { Policy } from './policy.schema.js';
import { type PolicyFile, policyFiles } from './policy-files.js';
import type { PolicyRegisters } from './policy-registers.js';
import { type ReadFile, readPolicy } from './read-policy.js';
import { readWaiver } from './read-waiver.js';
import type { PolicySet, Rule, RuleWaiver } from './rule.js';

type RuleFile = Extract<ReadFile, { kind: 'rule' }>;
type WaiverFile = Extract<ReadFile, { kind: 'waiver' }>;

/**
 * Reads every policy and waiver below the folders, checks them against the registers and freezes them.
 * @throws DocumentError with all mistakes of all files, sorted by place
 */
export function loadPolicies(folders: readonly string[], registers: PolicyRegisters): PolicySet {
  return policySetOf(policyFiles(folders), registers);
}

/** The same from files that were read already. */
export function policySetOf(files: readonly PolicyFile[], registers: PolicyRegisters): PolicySet {
  const { diagnostics, ...read } = readPolicyFiles(files, registers);
  if (diagnostics.length > 0) throw new DocumentError(diagnostics);
  return frozen({
    digest: digestOfFiles(files),
    rules: read.rules.map(({ rule }) => rule).sort(byId),
    waivers: read.waivers.map(({ waiver }) => waiver).sort(byId),
    durations: read.durations,
  });
}

/** What could be read of some files, each with its document, and every mistake of the others. */
export interface ReadPolicies {
  readonly rules: readonly { readonly rule: Rule; readonly document: YamlDocument; readonly policy: Policy }[];
  readonly waivers: readonly { readonly waiver: RuleWaiver; readonly document: YamlDocument }[];
  /** As the set of them all would have them. */
  readonly durations: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files without throwing: for lint, which speaks of the good files while others have mistakes. */
export function readPolicyFiles(files: readonly PolicyFile[], registers: PolicyRegisters): ReadPolicies {
  const read = files.map((file) => readPolicy(file, registers));
  const rules = read.filter((one): one is RuleFile => one.kind === 'rule');
  const waivers = read.filter((one): one is WaiverFile => one.kind === 'waiver');
  const byName = new Map(rules.map(({ rule }) => [rule.id, rule]));
  const held = waivers.map(({ document, waiver }) => ({
    document,
    ...readWaiver(document, waiver, { rules: byName, registers }),
  }));
  const diagnostics = [
    ...read.flatMap((one) => (one.kind === 'mistakes' ? one.diagnostics : [])),
    ...held.flatMap((one) => one.mistakes.found),
    ...twice([...rules, ...waivers]),
  ];
  return {
    rules,
    waivers: held.filter(({ mistakes }) => mistakes.found.length === 0),
    durations: durationsIn(rules.map(({ rule }) => rule)),
    diagnostics,
  };
}

// The digest names what people wrote: the SHA-256 of every file's bytes by its name below its folder. The registers
// that scopes were resolved against have digests of their own.
function digestOfFiles(files: readonly PolicyFile[]): Digest {
  return digestOf(Object.fromEntries(files.map((file) => [file.name, digestOfFile(file)])));
}

const digests = new WeakMap<PolicyFile, Digest>();

// The same files are often read against several registers.
function digestOfFile(file: PolicyFile): Digest {
  const digest = digests.get(file) ?? digestOfBytes(file.text);
  digests.set(file, digest);
  return digest;
}

function durationsIn(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.flatMap(durationsOfRule))].sort();
}

const durations = new WeakMap<Rule, readonly string[]>();

function durationsOfRule(rule: Rule): readonly string[] {
  const found = durations.get(rule) ?? [rule.when, ...rule.rows.map(({ keep }) => keep)].flatMap(durationsOf);
  durations.set(rule, found);
  return found;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function twice(files: readonly (RuleFile | WaiverFile)[]): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return files.flatMap((one) => {
    const id = one.kind === 'rule' ? one.rule.id : one.waiver.metadata.name;
    const first = seen.get(id);
    seen.set(id, first ?? one.document.file);
    if (first === undefined) return [];
    const mistakes = new Mistakes(one.document);
    mistakes.add(['metadata', 'name'], 'POLICY_TWICE', `'${id}' a second time`, `another name than in ${first}`);
    return mistakes.found;
  });
}
