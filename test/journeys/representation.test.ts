import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentError } from '../../src/documents/index.js';
import type { Outcome } from '../../src/run/index.js';
import { ask, type Deployment, deploy, root } from './deployment.js';
import { clubIn, OFTEN } from './members.js';

const folder = () => mkdtempSync(join(tmpdir(), 'probity-represented-'));
const town = { trait: 'sex', title: 'Adults of the town', origin: 'Made-up census', file: '../data/town.csv' };

/** The policies of the release, and one that lets members rest whom nobody has seen for years. */
function policiesIn(config: string): string {
  const policies = join(config, 'policies');
  cpSync(join(root, 'policies'), policies, { recursive: true });
  mkdirSync(join(policies, 'retention/members-rest'));
  const starter = readFileSync(join(policies, 'retention/inactive-customers-rest/policy.yaml'), 'utf8');
  const own = starter
    .replace('name: inactive-customers-rest', 'name: members-rest')
    .replace('{ use: marketing }', '{ use: analytics }');
  writeFileSync(join(policies, 'retention/members-rest/policy.yaml'), own);
  return policies;
}

describe('who is in a run', () => {
  const club = clubIn(folder(), { representation: { ratioMin: 0.8, references: [town] } });
  let deployment: Deployment;
  beforeAll(async () => {
    writeFileSync(join(club.config, 'data/town.csv'), 'group,people\nWomen,51000\nMen,49000\n');
    club.list({ women: [2_000, 800, 1_000], men: [2_500, 1_000, 300] });
    deployment = await deploy({ config: club.config, policies: policiesIn(club.config) });
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(club.config, { recursive: true, force: true });
  });

  const run = () => deployment.governance.run(ask({ ...OFTEN, purpose: 'store-layout' }));
  const reportOf = (outcome: Outcome) => {
    if (outcome.kind !== 'released') throw new Error(outcome.kind);
    return outcome.report;
  };

  it('is laid beside a declared population, and beside all rows that were read', async () => {
    const outcome = await run();
    const [town, read] = reportOf(outcome).representation?.traits ?? [];
    // 1,000 of 3,200 kept are women, and 51 of 100 in the town.
    expect(town).toMatchObject({
      trait: 'sex',
      against: { kind: 'declared', title: 'Adults of the town' },
      people: 3_200,
    });
    expect(town?.groups).toMatchObject([
      { group: 'Women', people: 1_000, share: 0.3125, reference: 0.51, verdict: 'fail' },
      { group: 'Men', people: 2_200, verdict: 'pass' },
    ]);
    expect(town?.groups[0]?.ratio).toBeCloseTo(0.3125 / 0.51, 12);
    expect(town?.chiSquare).toBeCloseTo((1_000 - 1_632) ** 2 / 1_632 + (2_200 - 1_568) ** 2 / 1_568, 6);
    // Half of the women stayed, and 2,200 of 2,500 men.
    expect(read).toMatchObject({ against: { kind: 'read' }, hidden: false });
    expect(read?.groups[0]?.ratio).toBeCloseTo(0.5 / 0.88, 12);
    expect(read?.groups.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
    const page = readFileSync(join((outcome as { folder: string }).folder, 'report.html'), 'utf8');
    expect(page).toContain('By sex, beside: Adults of the town (Made-up census)');
    expect(page).toContain('beside all rows that were read');
  }, 60_000);

  it('shows no figure where few were taken out', async () => {
    club.list({ women: [2_000, 800, 3], men: [2_500, 1_000, 300] });
    const report = reportOf(await run());
    const [declared, read] = report.representation?.traits ?? [];
    expect(declared?.hidden).toBe(false);
    expect(read).toMatchObject({ hidden: true, people: null, p: null });
    expect(read?.groups.map(({ people, share, ratio, reference }) => [people, share, ratio, reference])).toEqual([
      [null, null, null, null],
      [null, null, null, null],
    ]);
    expect(report.notShown).toContainEqual({ code: 'REPRESENTATION_HIDDEN', subject: 'sex' });
  }, 60_000);
});

describe('a dataset without a reference population', () => {
  const club = clubIn(folder());
  afterAll(() => rmSync(club.config, { recursive: true, force: true }));

  it('says that nobody knows whether it lacks people', async () => {
    club.list({ women: [400, 100], men: [400, 100] });
    const deployment = await deploy({ config: club.config });
    try {
      const outcome = await deployment.governance.run(ask({ ...OFTEN, purpose: 'store-layout' }));
      const { representation, notShown } = (outcome as Extract<Outcome, { kind: 'released' }>).report;
      expect(representation).toEqual({ ratioMin: null, traits: [] });
      expect(notShown).toContainEqual({ code: 'NO_REFERENCE_POPULATION', subject: 'sex' });
    } finally {
      await deployment.close();
      await deployment.remove();
    }
  }, 120_000);
});

describe('a reference population that does not fit', () => {
  const loaded = async (reference: object, csv = 'group,people\nWomen,1\nMen,1\n') => {
    const club = clubIn(folder(), { representation: { references: [{ ...town, ...reference }] } });
    writeFileSync(join(club.config, 'data/town.csv'), csv);
    club.list({ women: [10, 1], men: [10, 1] });
    try {
      const deployment = await deploy({ config: club.config });
      await deployment.close();
      await deployment.remove();
      return [];
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      return error.diagnostics.map(({ code, found }) => `${code} ${found}`);
    } finally {
      rmSync(club.config, { recursive: true, force: true });
    }
  };

  it.each([
    ['a trait that is not declared', { trait: 'age' }, undefined, "UNKNOWN_TRAIT 'age'"],
    ['figures in two places', { parts: { Women: 1, Men: 1 } }, undefined, 'REFERENCE_UNFIT file and parts'],
    ['no such file', { file: '../data/nowhere.csv' }, undefined, 'REFERENCE_UNREADABLE no such file'],
    ['a group that the trait lacks', {}, 'group,people\nWomen,1\nMen,1\nOthers,1\n', "REFERENCE_UNFIT 'Others'"],
    ['a group left out', {}, 'group,people\nWomen,1\n', "REFERENCE_UNFIT nothing for 'Men'"],
    ['a group twice', {}, 'group,people\nWomen,1\nWomen,1\nMen,1\n', 'REFERENCE_UNFIT a group again'],
    ['another first line', {}, 'sex,n\nWomen,1\nMen,1\n', 'REFERENCE_UNFIT another first line'],
    [
      'a line without a number',
      {},
      'group,people\nWomen,many\nMen,1\n',
      'REFERENCE_UNFIT a line without a group and its people',
    ],
    ['nobody', {}, 'group,people\nWomen,0\nMen,0\n', 'REFERENCE_UNFIT nobody at all'],
  ])('is refused: %s', async (_, reference, csv, wanted) => {
    expect(await loaded(reference, csv)).toContain(wanted);
  });

  it('is read where it fits', async () => {
    expect(await loaded({})).toEqual([]);
  });
});
