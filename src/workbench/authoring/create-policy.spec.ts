import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters, loadPolicies } from '../../registers/policies/index.js';
import { testPolicies } from '../policy-test.js';
import { type Choices, createPolicy, type Desk, formatPolicies, type PolicyWish } from './index.js';

const release = fileURLToPath(new URL('policies', packageRoot()));
const registers = exampleRegisters();
const choices: Choices = {
  uses: [...registers.taxonomy.uses],
  purposes: [...registers.purposes.keys()],
  waivable: new Map([['trained-people-only', ['privacy-officer', 'dpo']]]),
  owner: 'privacy-office',
};
const GRANT: PolicyWish = { kind: 'AccessPolicy', name: 'purchases-for-everybody', effect: 'grant' };
const WAIVER: PolicyWish = {
  ...{ kind: 'Waiver', name: 'fewer-for-a-week', rule: 'trained-people-only', purpose: 'newsletter' },
  ...{ reason: 'A trial of one week that legal has looked at.', requestedBy: 'ana', approvedBy: 'ben', role: 'dpo' },
  until: '2026-12-31',
};
const NOW = Date.UTC(2026, 7, 24, 9);

describe('createPolicy', () => {
  let root: string;
  let desk: Desk;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'new-policy-'));
    desk = { folder: join(root, 'policies'), registers, choices, schemas: join(root, 'config/schemas'), now: NOW };
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const wishes: readonly (PolicyWish & { readonly name: string })[] = [
    { kind: 'AccessPolicy', effect: 'grant', name: 'a-new-grant' },
    { kind: 'AccessPolicy', effect: 'prohibit', name: 'a-new-prohibition' },
    { kind: 'ConsentPolicy', name: 'a-new-consent' },
    { kind: 'RetentionPolicy', name: 'a-new-retention' },
    { kind: 'DisclosurePolicy', name: 'a-new-disclosure' },
    { kind: 'BiasPolicy', name: 'a-new-ratio' },
  ];
  // One use that the default request of the fixtures has, one that it has not.
  const scoped = wishes.flatMap((wish, at) => [wish, { ...wish, use: at % 2 ? 'marketing' : 'analytics.reporting' }]);

  it.each(scoped)('writes %j among the policies of the release, with cases that pass', async (wish) => {
    cpSync(release, desk.folder, { recursive: true });
    const { files, disturbed } = await createPolicy(wish, desk);
    expect(files.map((file) => file.split('/').slice(-2).join('/'))).toEqual([
      `${wish.name}/policy.yaml`,
      `${wish.name}/cases.yaml`,
    ]);
    expect(disturbed).toEqual([]);
    expect((await formatPolicies([desk.folder], { check: true })).changed).toEqual([]);
    const { rules } = loadPolicies([desk.folder], { ...registers, purposes: new Map([...registers.purposes]) });
    expect(rules.find(({ id }) => id === wish.name)?.owner).toBe('privacy-office');
    const notes = testPolicies([desk.folder], registers).results.filter(({ policy }) => policy === wish.name);
    expect(new Set(notes.map(({ kind }) => kind))).toEqual(new Set(['passed']));
    expect(notes.length).toBeGreaterThanOrEqual(wish.use ? 2 : 1);
  });

  it.each(wishes)('writes %j after a grant into an empty folder', async (wish) => {
    const first = await createPolicy(GRANT, desk);
    expect(first.files.map((file) => file.slice(desk.folder.length + 1))).toEqual([
      'fixtures.yaml',
      'access/purchases-for-everybody/policy.yaml',
      'access/purchases-for-everybody/cases.yaml',
    ]);
    const second = await createPolicy(wish, desk);
    expect(second.disturbed).toEqual([]);
    expect(second.passed).toBeGreaterThan(first.passed);
  });

  it.each(wishes.filter(({ effect }) => effect !== 'grant'))(
    'writes cases for %j that notice its loss',
    async (wish) => {
      cpSync(release, desk.folder, { recursive: true });
      const [policy = ''] = (await createPolicy(wish, desk)).files;
      writeFileSync(policy, readFileSync(policy, 'utf8').replace('from: 2026-08-24', 'from: 2999-01-01'));
      const failed = testPolicies([desk.folder], registers).results.filter(({ kind }) => kind === 'failed');
      expect(failed.map((one) => one.policy)).toContain(wish.name);
    },
  );

  it.each<[string, Pick<PolicyWish, 'requires' | 'supports' | 'stricterThanLaw'>, object]>([
    ['no law, so a house rule', {}, { requires: [], supports: [], stricterThanLaw: true }],
    [
      'articles of law',
      { requires: 'GDPR 21(3)', supports: 'GDPR 5(1)(c);  11 CCR 7100 ; § 7 UWG: "e-mail", GDPR 5(1)(c)' },
      { supports: ['GDPR 5(1)(c)', '11 CCR 7100', '§ 7 UWG: "e-mail", GDPR 5(1)(c)'], stricterThanLaw: false },
    ],
    [
      'an article that it goes beyond',
      { requires: '2024', stricterThanLaw: 'yes' },
      { requires: ['2024'], supports: [], stricterThanLaw: true },
    ],
    ['no law and no claim', { stricterThanLaw: 'no' }, { requires: [], supports: [], stricterThanLaw: false }],
  ])('writes a policy that names %s', async (_what, said, law) => {
    await createPolicy({ ...GRANT, ...said }, desk);
    expect(loadPolicies([desk.folder], registers).rules[0]?.law).toMatchObject(law);
    expect((await formatPolicies([desk.folder], { check: true })).changed).toEqual([]);
  });

  it('writes a waiver that counts for its purpose alone', async () => {
    cpSync(release, desk.folder, { recursive: true });
    const { files, disturbed } = await createPolicy(WAIVER, desk);
    expect(files).toEqual([join(desk.folder, 'waivers/fewer-for-a-week.yaml')]);
    expect(disturbed).toEqual([]);
    const { waivers } = loadPolicies([desk.folder], registers);
    expect(waivers).toMatchObject([{ id: 'fewer-for-a-week', rule: 'trained-people-only' }]);
    expect((await formatPolicies([desk.folder], { check: true })).changed).toEqual([]);
  });

  it('writes dates that pass in other years too', async () => {
    const later = { ...desk, now: Date.UTC(2031, 1, 28) };
    await createPolicy(GRANT, later);
    expect((await createPolicy({ kind: 'ConsentPolicy', name: 'a-yes' }, later)).disturbed).toEqual([]);
  });

  it('names cases of others that a new policy disturbs', async () => {
    cpSync(release, desk.folder, { recursive: true });
    const cases = join(desk.folder, 'access/assessment-before-processing/cases.yaml');
    const without = readFileSync(cases, 'utf8').replace('facts: {', 'facts: { actor.trainedUntil: null,');
    const trained = join(desk.folder, 'access/trained-people-only');
    rmSync(trained, { recursive: true });
    writeFileSync(cases, without);
    const summer = { ...desk, now: Date.UTC(2026, 5, 30) };
    const { disturbed } = await createPolicy({ kind: 'AccessPolicy', name: 'again', effect: 'prohibit' }, summer);
    expect(disturbed).toEqual(['assessment-before-processing: no assessment was required']);
  });

  it.each<[string, PolicyWish, string]>([
    ['a name that climbs out', { ...GRANT, name: '../../etc' }, 'POLICY_NAME'],
    ['a name with capitals', { ...GRANT, name: 'Purchases' }, 'POLICY_NAME'],
    ['a name of 81 characters', { ...GRANT, name: 'a'.repeat(81) }, 'POLICY_NAME'],
    ['no name', { kind: 'BiasPolicy' }, 'POLICY_NAME'],
    ['a theme that climbs out', { ...GRANT, theme: '..' }, 'POLICY_NAME'],
    ['a theme that holds waivers', { ...GRANT, theme: 'waivers' }, 'POLICY_NAME'],
    ['no kind', { name: 'a' }, 'POLICY_ANSWER'],
    ['an unknown kind', { name: 'a', kind: 'Accesspolicy' }, 'POLICY_ANSWER'],
    ['no effect', { name: 'a', kind: 'AccessPolicy' }, 'POLICY_ANSWER'],
    ['an unknown use', { ...GRANT, use: 'marketting' }, 'POLICY_ANSWER'],
    ['a use that no fixture has', { ...GRANT, use: 'marketing.advertising.first_party.targeted.x' }, 'POLICY_ANSWER'],
    ['a waiver of a rule that cannot be waived', { ...WAIVER, rule: 'releases-end' }, 'POLICY_ANSWER'],
    ['a waiver in a role that the rule does not name', { ...WAIVER, role: 'legal' }, 'POLICY_ANSWER'],
    ['a waiver of somebody who is no alias', { ...WAIVER, requestedBy: 'Ana A.' }, 'POLICY_ANSWER'],
    ['an article of 101 characters', { ...GRANT, requires: 'x'.repeat(101) }, 'POLICY_ANSWER'],
    ['21 articles', { ...GRANT, supports: new Array(21).fill('GDPR 5').join(';') }, 'POLICY_ANSWER'],
    ['an article that is nothing', { ...GRANT, supports: 'GDPR 5; ; GDPR 6' }, 'POLICY_ANSWER'],
    ['neither yes nor no', { ...GRANT, stricterThanLaw: 'true' }, 'POLICY_ANSWER'],
    ['a title of 201 characters', { ...GRANT, title: 'x'.repeat(201) }, 'POLICY_ANSWER'],
    ['a waiver without an end', without(WAIVER, 'until'), 'POLICY_ANSWER'],
    ['a waiver that who asks approves', { ...WAIVER, approvedBy: 'ana' }, 'DOCUMENT_INVALID'],
    ['a restriction where nothing is granted', { kind: 'ConsentPolicy', name: 'a' }, 'POLICY_SCAFFOLD'],
  ])('refuses %s and writes nothing', async (_what, wish, code) => {
    if (wish.kind === 'Waiver') cpSync(release, desk.folder, { recursive: true });
    const before = filesIn(desk.folder);
    await expect(createPolicy(wish, desk)).rejects.toMatchObject({ code });
    expect(filesIn(desk.folder)).toEqual(before);
  });

  it('never overwrites', async () => {
    const [, policy = ''] = (await createPolicy(GRANT, desk)).files;
    const text = readFileSync(policy, 'utf8');
    for (const theme of ['access', 'elsewhere']) {
      const again = createPolicy({ ...GRANT, theme, title: 'Another' }, desk);
      await expect(again).rejects.toMatchObject({ code: 'POLICY_EXISTS' });
    }
    expect(readFileSync(policy, 'utf8')).toBe(text);
    rmSync(policy);
    await expect(createPolicy(GRANT, desk)).rejects.toMatchObject({ code: 'POLICY_EXISTS' });
    expect(existsSync(policy)).toBe(false);
  });
});

function without(wish: PolicyWish, key: keyof PolicyWish): PolicyWish {
  return Object.fromEntries(Object.entries(wish).filter(([one]) => one !== key));
}

function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];
}
