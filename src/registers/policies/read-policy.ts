import {
  checkSchema,
  type Diagnostic,
  DocumentError,
  dotted,
  readYaml,
  type YamlDocument,
} from '../../documents/index.js';
import { type ConditionScope, checkCondition, type PlacedCondition } from './check-condition.js';
import { checkPolicy } from './check-policy.js';
import { fillFields } from './field-constants.js';
import { Mistakes } from './mistakes.js';
import { type DatedPolicy, normalise } from './normalise.js';
import { type Policy, type PolicyKind, PolicySchemas, type Waiver } from './policy.schema.js';
import { effectiveOf, PolicyConstants } from './policy-constants.js';
import type { PolicyFile } from './policy-files.js';
import type { PolicyRegisters } from './policy-registers.js';
import { rememberedRule } from './remembered-rule.js';
import type { Rule } from './rule.js';
import { resolveScope } from './scope.js';

/** What came out of one file: a rule, a waiver still to be held against its rule, or mistakes. */
export type ReadFile =
  | {
      readonly kind: 'rule';
      readonly rule: Rule;
      readonly document: YamlDocument;
      /** With values in the place of the constants outside `when`; where one changes, its last value. */
      readonly policy: Policy;
    }
  | { readonly kind: 'waiver'; readonly waiver: Waiver; readonly document: YamlDocument }
  | { readonly kind: 'mistakes'; readonly diagnostics: readonly Diagnostic[] };

/** Reads one file: YAML, then its kind, then the schema of that kind, then what only the registers can tell. */
export function readPolicy(file: PolicyFile, registers: PolicyRegisters): ReadFile {
  const document = documentOf(file);
  if (!('value' in document)) return document;
  const kind = kindOf(document);
  const mistakes = new Mistakes(document);
  if (!kind) return badKind(mistakes);
  if (kind === 'Waiver') {
    const ofSchema = checkSchema(document, PolicySchemas[kind]);
    if (ofSchema.length > 0) return { kind: 'mistakes', diagnostics: ofSchema };
    const waiver = document.value as Waiver;
    checkHome(mistakes, file, waiver.metadata.name, 'waiver');
    return mistakes.found.length > 0 ? mistaken(mistakes) : { kind: 'waiver', waiver, document };
  }
  return rememberedRule(document, { file, registers }, () => {
    const constants = new PolicyConstants(mistakes, registers.constants, effectiveOf(document.value));
    return readRule(file, kind, { mistakes, registers, constants });
  });
}

function readRule(file: PolicyFile, kind: PolicyKind, scope: ConditionScope): ReadFile {
  const { mistakes, constants } = scope;
  const { document } = mistakes;
  const authored = whenOf(document.value);
  const when: PlacedCondition | undefined =
    authored === undefined ? undefined : checkCondition(scope, authored, ['spec', 'when']);
  const { values, used, mistaken: unread } = fillFields(document.value, mistakes, constants);
  const isUnread = ({ path }: Diagnostic) => unread.some((one) => path.startsWith(dotted(one)));
  const ofSchema = values.flatMap(({ value }) => checkSchema(document.withValue(value), PolicySchemas[kind]));
  const judged = ofSchema.filter((one) => !isUnread(one));
  if (judged.length > 0) return { kind: 'mistakes', diagnostics: [...judged, ...mistakes.found] };
  if (mistakes.found.length > 0 && unread.length > 0) return mistaken(mistakes);
  const dated = values.map(({ value, ...time }) => ({ ...time, policy: value as Policy }));
  const { policy } = dated.at(-1) as DatedPolicy;
  checkHome(mistakes, file, policy.metadata.name, 'policy');
  const resolved = resolveScope(scope, policy.spec.scope);
  checkPolicy(scope, policy, when);
  if (mistakes.found.length > 0) return mistaken(mistakes);
  const [first, ...later] = dated as [DatedPolicy, ...DatedPolicy[]];
  const rule = normalise(document, [first, ...later], { scope: resolved, when, constants: used });
  return { kind: 'rule', rule, document, policy };
}

function documentOf({ file, text }: PolicyFile): YamlDocument | Extract<ReadFile, { kind: 'mistakes' }> {
  try {
    return readYaml(file, text);
  } catch (error) {
    if (error instanceof DocumentError) return { kind: 'mistakes', diagnostics: error.diagnostics };
    throw error;
  }
}

function kindOf({ value }: YamlDocument): PolicyKind | undefined {
  const kind = isMapping(value) ? value['kind'] : undefined;
  return (Object.keys(PolicySchemas) as PolicyKind[]).find((one) => one === kind);
}

function badKind(mistakes: Mistakes): ReadFile {
  const { value } = mistakes.document;
  const kind = isMapping(value) ? value['kind'] : undefined;
  const kinds = Object.keys(PolicySchemas);
  if (typeof kind === 'string') mistakes.unknown(['kind'], 'POLICY_KIND', kind, kinds);
  else mistakes.add(['kind'], 'POLICY_KIND', 'no kind', `one of ${kinds.join(', ')}`);
  return mistaken(mistakes);
}

// The schema takes any mapping here; a list or a word is its mistake, and is not reported twice.
function whenOf(value: unknown): unknown {
  const spec = isMapping(value) ? value['spec'] : undefined;
  const when = isMapping(spec) ? spec['when'] : undefined;
  return isMapping(when) ? when : undefined;
}

function checkHome(mistakes: Mistakes, { expected, holds }: PolicyFile, name: string, is: PolicyFile['holds']): void {
  if (holds !== is) mistakes.add(['kind'], 'POLICY_FOLDER', `a ${is} where a ${holds} lies`, `a ${holds}`);
  else if (name !== expected) mistakes.add(['metadata', 'name'], 'POLICY_FOLDER', `'${name}'`, `'${expected}'`);
}

function mistaken({ found }: Mistakes): ReadFile {
  return { kind: 'mistakes', diagnostics: found };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
