import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot, rememberDocuments } from '../../documents/index.js';
import { exampleRegisters } from '../../registers/policies/index.js';
import { referenceCases } from '../case-evaluator.js';
import { type CaseWorld, openCaseWorld } from '../case-world.js';
import { mutantsOf, withMutant } from '../mutation/mutants-of.js';
import { testWorlds } from '../policy-test.js';
import { GreenCases } from './green-cases.js';

const registers = exampleRegisters();
const OFFERS = 'disclosure/coarse-figures-for-messages';

// As on the thread of a reload: the same text is the same case.
rememberDocuments();

describe('cases that need not be asked again', () => {
  let folder: string;
  let green: GreenCases;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-green-'));
    cpSync(fileURLToPath(new URL('policies', packageRoot())), folder, { recursive: true });
    green = new GreenCases();
    green.keep(folder, open());
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = () => openCaseWorld(folder, registers);
  const asked = (world: CaseWorld) =>
    green.toAsk(folder, world).files.flatMap(({ policy, cases }) => cases.map(({ name }) => `${policy}: ${name}`));
  const all = (world: CaseWorld) =>
    world.files.flatMap(({ policy, cases }) => cases.map(({ name }) => `${policy}: ${name}`));
  const edit = (name: string, change: (text: string) => string) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(join(folder, name), change(text));
  };
  const failing = (world: CaseWorld) =>
    testWorlds([world], [referenceCases]).results.filter(({ kind }) => kind === 'failed');

  it('are all of them while nothing changed, and none of a folder that was never green', () => {
    expect(asked(open())).toEqual([]);
    expect(new GreenCases().toAsk(folder, open())).toEqual(open());
  });

  // Every mistake that the mutation test knows, in every policy of the release.
  it('would have passed: what fails is the same, whichever rule changed and however', () => {
    const world = open();
    const mutants = world.files.flatMap(({ policy, file }) => {
      const rule = world.policies.rules.find(({ id }) => id === policy);
      return rule ? mutantsOf(file, rule, world.registers) : [];
    });
    expect(mutants.length).toBeGreaterThan(100);
    const spared = mutants.map((mutant) => {
      const other = { ...world, policies: withMutant(world.policies, mutant) };
      const few = green.toAsk(folder, other);
      expect(failing(few)).toEqual(failing(other));
      return all(other).length - all(few).length;
    });
    expect(spared.some((count) => count > 0)).toBe(true);
  }, 120_000);

  it('are asked where a rule that spoke of them is gone, or one is new', () => {
    const rule = (id: string) => open().policies.rules.find((one) => one.id === id);
    const consent = rule('consent-as-the-basis-needs-a-yes');
    if (!consent) throw new Error('no such rule');
    const world = open();
    const without = {
      ...world,
      policies: { ...world.policies, rules: world.policies.rules.filter((one) => one !== rule(consent.id)) },
    };
    expect(failing(green.toAsk(folder, without))).toEqual(failing(without));
    green.keep(folder, without);
    expect(asked(world).length).toBeGreaterThan(0);
    expect(asked(world)).not.toEqual(all(world));
  });

  it('are asked where their own text, or that of another case in their file, changed', () => {
    edit(`${OFFERS}/cases.yaml`, (text) =>
      text.replace('cases:\n', 'cases:\n  - { name: one more, expect: { decision: permit } }\n'),
    );
    expect([...new Set(asked(open()).map((name) => name.split(':')[0]))]).toEqual(['coarse-figures-for-messages']);
  });

  it('are asked where the fixtures changed, though no case speaks of what changed', () => {
    edit('fixtures.yaml', (text) => text.replace('age: 17', 'age: 16'));
    expect(asked(open())).toEqual(all(open()));
  });

  it('are asked where the keys of the taxonomy, or own rules, are others', () => {
    const world = open();
    expect(asked({ ...world, categories: new Set([...world.categories].slice(1)) })).toEqual(all(world));
    const limits = { deadlineMs: 50, memoryMib: 16 };
    const ownRules = { digest: `sha256:${'0'.repeat(64)}`, rules: [], limits, categories: new Set<string>() } as const;
    const guarded = { ...world, ownRules } as unknown as CaseWorld;
    expect(asked(guarded)).toEqual(all(world));
    green.keep(folder, guarded);
    expect(asked({ ...guarded, ownRules: { ...ownRules, limits: { ...limits, deadlineMs: 1 } } as never })).toEqual(
      all(world),
    );
  });

  it('are asked where a waiver of a rule that speaks of them came', () => {
    const world = open();
    const rule = world.policies.rules.find(({ waivableBy }) => waivableBy.length > 0);
    if (!rule) throw new Error('no rule can be waived');
    const waiver = {
      ...{ id: 'waiver-1', rule: rule.id, reason: 'It must be ready before that.', requestedBy: 'a' },
      ...{ approvedBy: { actor: 'b', role: rule.waivableBy[0] as string }, when: rule.when, uses: null, until: 0 },
      place: rule.place,
    };
    const waived = { ...world, policies: { ...world.policies, waivers: [waiver] } };
    expect(asked(waived)).toEqual(expect.arrayContaining(all(world).filter((name) => name.startsWith(`${rule.id}:`))));
  });

  it('are asked where what their policy does with rows changed', () => {
    const [policy] = open().policies.rules.filter(({ rows }) => rows.length > 0);
    const world = open();
    const rules = world.policies.rules.map((one) => (one === policy ? { ...one, rows: one.rows.slice(1) } : one));
    const names = asked({ ...world, policies: { ...world.policies, rules } });
    expect(names).toEqual(expect.arrayContaining(all(world).filter((name) => name.startsWith(`${policy?.id}:`))));
  });

  it('are remembered by what is written, not by when: a comment changes nothing but its own file', () => {
    const [name] = open().files.map(({ file }) => file.name);
    appendFileSync(join(folder, name as string), '# A remark.\n');
    expect(asked(open())).toEqual([]);
  });
});
