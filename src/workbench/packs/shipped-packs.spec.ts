import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DATASET_REGIMES } from '../../conditions/index.js';
import { instantOf, packageRoot } from '../../documents/index.js';
import { legalConstants, loadLegalProfiles } from '../../registers/legal-profiles/index.js';
import { policyFiles } from '../../registers/policies/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import { formatPolicies } from '../authoring/index.js';
import { policyCoverage } from '../coverage/index.js';
import { testMutants } from '../mutation/index.js';
import { buildPack, packPage, readPackSource, testPack } from './index.js';
import { packRules } from './pack-rules.js';

const root = fileURLToPath(new URL('packs', packageRoot()));
const profiles = loadLegalProfiles([fileURLToPath(new URL('config/legal-profiles', packageRoot()))]);
const ground = { taxonomy: loadTaxonomy(), constants: legalConstants(profiles.values()) };
const names = readdirSync(root);
const scratch = mkdtempSync(join(tmpdir(), 'packs-'));

afterAll(() => rmSync(scratch, { recursive: true }));

function rulesOf(name: string) {
  const folder = join(root, name);
  const files = policyFiles([folder]).map(({ name: path, text }) => [path, Buffer.from(text)] as const);
  return packRules(folder, new Map(files), ground);
}

describe('the packs of the release', () => {
  it('are four', () => expect(names).toEqual(['ccpa-cpra', 'ecoa-reg-b', 'eu-ai-act', 'gdpr']));

  it.each(names)('%s passes its cases on both evaluators, none skipped', (name) => {
    const test = testPack(join(root, name), ground);
    expect(test.results.filter(({ kind }) => kind !== 'passed')).toEqual([]);
    expect(test.untested).toEqual([]);
    expect(test.passed).toBeGreaterThanOrEqual(60);
  });

  it.each(names)('%s builds, and is called as its folder is', async (name) => {
    const manifest = await buildPack(join(root, name), join(scratch, name), ground);
    expect(manifest.name).toBe(name);
    expect(manifest.files.map(({ path }) => path)).toContain('README.md');
  });

  it.each(names)('%s has the page that its policies make, and it says that counsel must confirm', (name) => {
    const page = packPage(readPackSource(join(root, name)), rulesOf(name));
    const readme = join(root, name, 'README.md');
    // UPDATE_README=1 writes the page down after a change of the pack.
    if (process.env['UPDATE_README']) writeFileSync(readme, page);
    expect(readFileSync(readme, 'utf8')).toBe(page);
    expect(page).toContain('Counsel must confirm');
  });

  it.each(names)('%s cites an article for every rule, and a house figure is never said to be required', (name) => {
    const citations = readPackSource(join(root, name)).laws.map(({ citation }) => citation);
    for (const { id, law, kind } of rulesOf(name)) {
      const cited = [...law.requires, ...law.supports];
      expect([id, cited.length > 0]).toEqual([id, true]);
      const foreign = cited.filter((article) => !citations.some((citation) => article.startsWith(citation)));
      expect([id, foreign]).toEqual([id, []]);
      if (law.requires.length === 0 || kind === 'BiasPolicy') expect([id, law.stricterThanLaw]).toEqual([id, true]);
    }
  });

  it.each(names)('%s was written against a profile of the release, within its dates', (name) => {
    const { legalProfile } = readPackSource(join(root, name));
    const profile = profiles.get(legalProfile.name);
    expect(profile?.version).toBe(legalProfile.version);
    const first = Math.min(...(profile?.constants ?? []).map(({ from }) => instantOf(from)));
    expect(instantOf(legalProfile.from)).toBeGreaterThanOrEqual(first);
  });

  it.each(names)('%s is laid out as every policy is', async (name) => {
    // UPDATE_PACKS=1 lays them out after a change.
    const { changed } = await formatPolicies([join(root, name)], { check: !process.env['UPDATE_PACKS'] });
    expect(changed).toEqual([]);
  });

  it.each(names)('%s names nothing of one deployment', (name) => {
    const texts = policyFiles([join(root, name)]).map(({ text }) => text);
    expect(texts.filter((text) => /^ +(names:|\{ names)/m.test(text))).toEqual([]);
  });
});

// A policy whose restriction can vanish without a failing case has no test worth the name.
describe('the cases of the packs', () => {
  const policies = names.flatMap((name) =>
    policyFiles([join(root, name)])
      .filter((file) => !file.name.startsWith('fixtures/'))
      .map((file) => [`${name}/${file.name}`, file.expected] as const),
  );

  const none = new Map<string, never>();
  const registers = { ...ground, purposes: none, datasets: none, destinations: none, plugins: none };

  it.each(names)('see every leaf of %s true, false and unknown, and every clause', (name) => {
    const { leaf, clause } = policyCoverage([join(root, name)], registers);
    expect([leaf.percent, clause.percent]).toEqual([100, 100]);
  });

  it.each(names)('notice nine of ten changes to %s', (name) => {
    expect(testMutants([join(root, name)], registers).score).toBeGreaterThanOrEqual(90);
  });

  it.each(policies)('notice when %s says nothing any more', async (path, policy) => {
    const [name = ''] = path.split('/');
    const { cp } = await import('node:fs/promises');
    const copy = join(scratch, `silent-${policy}`);
    await cp(join(root, name), copy, { recursive: true });
    const file = join(copy, ...path.split('/').slice(1));
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/from: \d{4}-\d\d-\d\d(, until: [\d-]+)?/, 'from: 2999-01-01'),
    );
    const failed = testPack(copy, ground).results.filter((one) => one.kind === 'failed' && one.policy === policy);
    expect(failed).not.toEqual([]);
    expect(dirname(file)).toContain(policy);
  });
});

describe('what the packs say of the law', () => {
  const rule = (pack: string, id: string) => rulesOf(pack).find((one) => one.id === id);

  it('ends the effects test on the day that the profile says', () => {
    const constants = profiles.get('us-ecoa')?.constants.filter(({ name }) => name === 'effectsTest') ?? [];
    const ended = constants.find(({ value }) => value === true)?.until ?? '';
    const tests = (id: string) => JSON.stringify(rule('ecoa-reg-b', id)?.when);
    expect(tests('ecoa-effects-test-until-july-2026')).toContain(`"op":"lt","value":${instantOf(ended)}`);
    expect(tests('ecoa-effects-still-measured')).toContain(`"op":"gte","value":${instantOf(ended)}`);
    expect(tests('ecoa-proxy-finding-is-answered')).toContain(`"op":"gte","value":${instantOf(ended)}`);
  });

  it('begins the duties of high risk on the day that the profile says', () => {
    const duties = profiles.get('eu-ai-act')?.constants.find(({ name }) => name === 'highRiskDuties');
    const dated = rulesOf('eu-ai-act').filter(({ id }) => /high-risk/.test(id));
    expect(dated.length).toBe(5);
    for (const { when } of dated) expect(JSON.stringify(when)).toContain(`"value":${instantOf(duties?.from ?? '')}`);
  });

  it('covers every special category that the profile names', () => {
    const special = profiles.get('eu-gdpr')?.constants.find(({ name }) => name === 'specialCategories');
    const when = JSON.stringify(rule('gdpr', 'gdpr-special-categories-need-explicit-consent')?.rows);
    expect((special?.value as string[]).filter((key) => !when.includes(`"${key}"`))).toEqual([]);
  });

  it('covers every prohibited basis that the profile names', () => {
    const bases = profiles.get('us-ecoa')?.constants.find(({ name }) => name === 'prohibitedBases');
    const when = JSON.stringify(
      ['ecoa-no-prohibited-basis', 'ecoa-age-stays-out'].map((id) => rule('ecoa-reg-b', id)?.when),
    );
    expect((bases?.value as string[]).filter((key) => !when.includes(`"${key}"`))).toEqual([]);
  });

  it('demands no opt-in for profiling of one own customers by the GDPR', () => {
    const asking = rulesOf('gdpr').filter(({ rows }) => rows.some(({ reason }) => reason === 'no-consent'));
    expect(asking.map(({ id }) => id)).toEqual([
      'eprivacy-bought-addresses-need-a-yes',
      'gdpr-consent-as-the-basis-needs-a-yes',
    ]);
  });

  it('yields to the GLBA and the FCRA in every rule of California, and to no other regime', () => {
    expect(DATASET_REGIMES).toEqual(expect.arrayContaining(['glba', 'fcra']));
    const silent = policyFiles([join(root, 'ccpa-cpra')]).filter(
      ({ name, text }) =>
        !name.startsWith('fixtures/') && !text.includes('{ not: { fact: dataset.regime, in: [glba, fcra] } }'),
    );
    expect(silent).toEqual([]);
  });
});
