import { evaluate, type Facts, isRowFact, leavesOf, type Truth } from '../../conditions/index.js';
import { type DocumentPath, dotted } from '../../documents/index.js';
import type { PolicySet, Rule, RuleWaiver } from '../../registers/policies/index.js';
import { speaksOf, waives } from '../../stages/decision/index.js';
import { questionAsked, referenceCases } from '../case-evaluator.js';
import { rowFacts } from '../case-notes.js';
import type { CaseQuestion } from '../case-question.js';
import { type CaseFile, type CaseWorld, questionIn } from '../case-world.js';
import { type PolicyDocument, placeIn, policyDocument } from '../policy-document.js';
import { authoredCondition, authoredLeaves } from './authored-leaves.js';
import {
  type Coverage,
  type CoveredPart,
  isLeaf,
  type PolicyCoverage,
  shareOf,
  type WaiverCoverage,
} from './coverage.js';
import { obligationParts } from './obligation-parts.js';
import { requirementParts } from './requirement-parts.js';
import { scopeParts } from './scope-parts.js';

/** What a policy's own cases look at: the question, its rows, and whether the policy was weighed and binds. */
interface Look {
  readonly question: CaseQuestion;
  readonly rows: readonly Facts[];
  readonly weighed: boolean;
  readonly binds: boolean;
}

const THREE: readonly Truth[] = ['true', 'false', 'unknown'];
const BOTH: readonly Truth[] = ['true', 'false'];

/** What the cases of each policy saw of it. A case of another policy does not count: it asserts nothing of this one. */
export function coverageOf(worlds: readonly CaseWorld[]): Coverage {
  const policies = worlds.flatMap((world) => world.files.map((file) => coverageOfFile(world, file)));
  const parts = policies.flatMap((one) => one.parts);
  return {
    leaf: shareOf(parts.filter(isLeaf)),
    clause: shareOf(parts.filter((part) => !isLeaf(part))),
    policies,
    waivers: worlds.flatMap(waiversUsed),
  };
}

function coverageOfFile(world: CaseWorld, file: CaseFile): PolicyCoverage {
  const rule = world.policies.rules.find(({ id }) => id === file.policy) as Rule;
  const looks = file.cases.filter(({ skip }) => skip === undefined).map((one) => lookOf(world, rule, one));
  return {
    policy: file.policy,
    file: file.file.file,
    cases: looks.length,
    parts: partsOf(world, file, { rule, looks }),
  };
}

function lookOf(world: CaseWorld, rule: Rule, one: CaseFile['cases'][number]): Look {
  const question = questionIn(world, one);
  // Coverage speaks of policies: what own rules add covers none of their parts.
  const { reasons } = referenceCases.answer(world.policies, question, { categories: world.categories });
  return {
    question,
    rows: rowFacts(one, question),
    weighed: speaksOf(rule, questionAsked(question)),
    // On trial it would have bound.
    binds: BINDING.some((code) => reasons.includes(`${code} ${rule.id}`)),
  };
}

const BINDING = ['RESTRICTED', 'GRANTED', 'WOULD_RESTRICT'];

interface Looked {
  readonly rule: Rule;
  readonly looks: readonly Look[];
}

function partsOf(world: CaseWorld, { file }: CaseFile, { rule, looks }: Looked): readonly CoveredPart[] {
  const written = policyDocument(file, world.registers);
  const { policy } = written;
  const part = (kind: CoveredPart['kind'], path: DocumentPath, truths: readonly Truth[], wanted = THREE) => ({
    kind,
    path: dotted(path),
    place: placeIn(written, path),
    seen: seenOf(truths),
    wanted,
  });
  const { jurisdictions } = policy.spec.scope ?? {};
  const weighed = looks.filter((look) => look.weighed);
  const rows = weighed.flatMap((look) => look.rows);
  return [
    ...scopeParts(policy.spec.scope, world.registers).map(({ path, wanted, truth }) =>
      part(
        'scope',
        ['spec', 'scope', ...path],
        looks.map(({ question }) => truth(question)),
        wanted,
      ),
    ),
    ...(jurisdictions
      ? [
          part(
            'scope',
            ['spec', 'scope', 'jurisdictions'],
            rows.map((row) => evaluate(inside(jurisdictions), row)),
          ),
        ]
      : []),
    ...whenParts(rule, weighed).map(({ truths, wanted }) => part('when', ['spec', 'when'], truths, wanted)),
    ...leafParts(written, rule, weighed),
    ...requirementParts(policy, rule.rows).map(({ path, rule: { keep } }) =>
      part(
        'requirement',
        path,
        rows.map((row) => evaluate(keep, row)),
      ),
    ),
    ...obligationParts(policy).map((path) =>
      part(
        'obligation',
        path,
        looks.filter(({ binds }) => binds).map(() => 'true'),
        ['true'],
      ),
    ),
  ];
}

function inside(jurisdictions: readonly string[]) {
  return { kind: 'leaf', fact: 'row.jurisdiction', op: 'in', value: jurisdictions } as const;
}

function whenParts(rule: Rule, looks: readonly Look[]) {
  const condition = authoredCondition(rule);
  if (condition === null) return [];
  const leaves = leavesOf(condition);
  const byRow = leaves.some(({ fact }) => isRowFact(fact));
  const wanted = leaves.some(({ fact }) => fact !== 'now') ? THREE : BOTH;
  return [{ truths: factsSeen(looks, byRow).map((facts) => evaluate(condition, facts)), wanted }];
}

function leafParts(written: PolicyDocument, rule: Rule, looks: readonly Look[]): readonly CoveredPart[] {
  return authoredLeaves(written, rule).map(({ path, place, ofRow, canBeUnknown, truth }) => {
    const seen = seenOf(factsSeen(looks, ofRow).map(truth));
    return { kind: 'leaf', path, place, seen, wanted: canBeUnknown ? THREE : BOTH };
  });
}

// A test of a row has no answer before there is a row.
function factsSeen(looks: readonly Look[], byRow: boolean): readonly Facts[] {
  return byRow ? looks.flatMap(({ rows }) => rows) : looks.map(({ question }) => question.facts);
}

function seenOf(truths: readonly Truth[]) {
  const count = (truth: Truth) => truths.filter((one) => one === truth).length;
  return { true: count('true'), false: count('false'), unknown: count('unknown') };
}

function waiversUsed({ policies, files, ...world }: CaseWorld): readonly WaiverCoverage[] {
  const asked = files.flatMap(({ cases }) => cases.filter(({ skip }) => skip === undefined));
  const questions = asked.map((one) => questionIn({ ...world, policies }, one));
  return policies.waivers.map((waiver) => ({
    waiver: waiver.id,
    rule: waiver.rule,
    place: waiver.place,
    used: questions.filter((question) => isUsed(policies, waiver, question)).length,
  }));
}

function isUsed(set: PolicySet, waiver: RuleWaiver, question: CaseQuestion): boolean {
  const rule = set.rules.find(({ id }) => id === waiver.rule);
  if (!rule || !waives(waiver, rule, question.facts)) return false;
  return referenceCases.answer(set, question, { categories: [] }).reasons.includes(`WAIVED ${rule.id}`);
}
