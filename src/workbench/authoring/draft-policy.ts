import { dirname, join, relative } from 'node:path';
import { type PolicyFile, type PolicyRegisters, policyFiles, policySetOf } from '../../registers/policies/index.js';
import { isUnder } from '../../registers/taxonomy/index.js';
import { type CaseAnswer, referenceCases } from '../case-evaluator.js';
import { questionIn, readFixtures, withFixtures } from '../case-world.js';
import type { Fixtures, PolicyCase } from '../cases.schema.js';
import { authoringError } from './authoring.errors.js';
import { type CaseSetting, casesText } from './cases-template.js';
import { formatText } from './format-text.js';
import { type PolicyDraft, policyText } from './policy-template.js';
import type { WishKey } from './policy-wish.js';
import { waiverText } from './waiver-template.js';

type Wish = Readonly<Record<WishKey, string>>;

interface DraftDesk {
  readonly folder: string;
  readonly registers: PolicyRegisters;
  readonly schemas: string;
  readonly now: number;
}

/**
 * The files of a new policy or waiver with their texts, in canonical layout. What the cases expect of the policies around
 * it is what those decide.
 * @throws POLICY_ANSWER, POLICY_SCAFFOLD
 */
export function draftTexts(wish: Wish, desk: DraftDesk): readonly (readonly [file: string, text: string])[] {
  const from = dayOf(desk.now);
  if (wish.kind === 'Waiver') {
    const file = join(desk.folder, 'waivers', `${wish.name}.yaml`);
    return [[file, formatText(file, waiverText(wish, { from, schemas: schemasFrom(file, desk) }))]];
  }
  const policy = join(desk.folder, wish.theme, wish.name, 'policy.yaml');
  const cases = join(dirname(policy), 'cases.yaml');
  const world = openWorld(wish, desk);
  const around = world.answer(world.own, world.inside);
  const draft: PolicyDraft = {
    ...{ kind: wish.kind, name: wish.name, title: wish.title, owner: wish.owner, from },
    ...{ effect: wish.effect ?? '', use: wish.use, inForce: around.obligations },
    law: {
      requires: articlesOf(wish.requires),
      supports: articlesOf(wish.supports),
      stricterThanLaw: wish.stricterThanLaw === 'yes',
    },
    schemas: schemasFrom(policy, desk),
    categories: world.categories,
  };
  assertPermitted(wish, around);
  const text = formatText(policy, policyText(draft));
  const all = [...world.own, fileOf(policy, text, desk.folder)];
  const decisions = {
    inside: world.answer(all, world.inside).decision,
    outside: world.answer(all, world.outside).decision,
  };
  const setting: CaseSetting = { clock: world.clock, inside: world.inside, outside: world.outside, decisions };
  return [
    [policy, text],
    [cases, formatText(cases, casesText(draft, setting))],
  ];
}

function articlesOf(text: string): readonly string[] {
  const articles = text.split(';').map((one) => one.trim());
  return [...new Set(articles.filter((one) => one !== ''))];
}

function schemasFrom(file: string, { schemas }: DraftDesk): string {
  return relative(dirname(file), schemas).replaceAll('\\', '/');
}

function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

function fileOf(file: string, text: string, folder: string): PolicyFile {
  const home = dirname(file);
  return { file, name: relative(folder, file), text, expected: relative(dirname(home), home), holds: 'policy' };
}

interface DraftWorld {
  readonly own: readonly PolicyFile[];
  /** A purpose to ask for, where that of the default request will not do. */
  readonly inside: string | null;
  readonly outside: string | null;
  readonly clock: string;
  /** Of the columns of the default request. */
  readonly categories: readonly string[];
  readonly answer: (files: readonly PolicyFile[], purpose: string | null) => CaseAnswer;
}

function openWorld(wish: Wish, { folder, registers, now }: DraftDesk): DraftWorld {
  const fixtures = readFixtures(join(folder, 'fixtures.yaml'));
  const wider = withFixtures(registers, fixtures);
  const clock = `${dayOf(now)}T12:00:00Z`;
  const categories = new Set(registers.taxonomy.categories);
  const columns = fixtures.request.columns.flatMap((name) => fixtures.columns[name]?.categories ?? []);
  return {
    own: policyFiles([folder]).filter(({ pack }) => pack === undefined),
    ...purposesOf(wish.use, fixtures),
    clock,
    categories: [...new Set(columns)].sort(),
    answer: (files, purpose) => {
      const policies = policySetOf(files, wider);
      // A training is current in the case that a prohibition lets go.
      const facts = { 'actor.trainedUntil': `${new Date(now).getUTCFullYear() + 1}-12-31` };
      const asked: PolicyCase = { name: 'a draft', clock, facts, expect: { decision: 'permit' } };
      const request = purpose === null ? {} : { request: { purpose } };
      return referenceCases.answer(policies, questionIn({ fixtures, policies }, { ...asked, ...request }), {
        categories,
      });
    },
  };
}

function purposesOf(use: string, { purposes, request }: Fixtures): Pick<DraftWorld, 'inside' | 'outside'> {
  if (use === '') return { inside: null, outside: null };
  const names = Object.keys(purposes);
  const isInside = (name: string) => isUnder(purposes[name]?.use ?? '', use);
  const inside = isInside(request.purpose) ? request.purpose : names.find(isInside);
  if (inside === undefined) {
    throw authoringError('POLICY_ANSWER', {
      found: `no purpose of the fixtures has the data use ${use}`,
      next: 'Add one to fixtures.yaml, or choose another data use.',
    });
  }
  const outside = names.find((name) => !isInside(name)) ?? null;
  return { inside: inside === request.purpose ? null : inside, outside };
}

// Who restricts must have something to restrict: a denied run has no obligations.
function assertPermitted({ kind }: Wish, { decision, reasons }: CaseAnswer): void {
  if (kind === 'AccessPolicy' || decision === 'permit') return;
  throw authoringError('POLICY_SCAFFOLD', {
    found: `the default request of fixtures.yaml is denied without the new policy (${reasons.join(', ')})`,
    expected: 'a request that is granted, which a policy can then restrict',
    next: 'Write a grant first: probity policy new <name> --kind AccessPolicy --effect grant.',
  });
}
