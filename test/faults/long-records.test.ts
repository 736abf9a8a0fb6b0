import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_ENTRY_BYTES, type StoredEntry } from '../../src/audit/index.js';
import { canonicalJson } from '../../src/documents/index.js';
import { runDossier } from '../../src/reports/index.js';
import { wholeEntries } from '../../src/run/index.js';
import { explainRun, replayCandidate } from '../../src/workbench/index.js';
import { ask, type Deployment, deploy, root } from '../journeys/deployment.js';

const AT = Date.UTC(2026, 10, 1);
const COLUMNS = 150;
const WAIVERS = 300;
const name = (at: number) => `${'a column of a warehouse with a long name '.repeat(4)}${at}`;
const columns = Array.from({ length: COLUMNS }, (_, at) => name(at));

/** A run that asks for many columns with long names, beside hundreds of waivers: each is a fact that decides. */
describe('a run whose record is longer than an entry', () => {
  const folder = mkdtempSync(join(tmpdir(), 'long-records-'));
  const [config, policies] = [join(folder, 'config'), join(folder, 'policies')];
  let deployment: Deployment;
  let run: string;

  beforeAll(async () => {
    writeConfig();
    writePolicies();
    deployment = await deploy({ config, policies, world: { now: () => AT } });
    const outcome = await deployment.governance.run(ask(request));
    if (outcome.kind === 'denied') throw new Error(JSON.stringify(outcome.decision.reasons));
    run = outcome.report.run.id;
  }, 120_000);
  afterAll(async () => {
    await deployment?.close();
    await deployment?.remove();
    rmSync(folder, { recursive: true });
  });

  const options = { rules: [{ segment: 'low', when: { column: name(0), lt: 30 } }], otherwise: 'high' };
  const request = {
    ...{ plugin: 'rules', options, dataset: 'wide', purpose: 'store-layout', destination: 'analysts' },
    columns,
  };

  const parts = () => deployment.governance.parts;
  const appendix = () => join(deployment.folder, 'state/appendix');
  const written = (file: string, text: string) => {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  };
  const writeConfig = () => {
    for (const register of ['purposes', 'destinations']) {
      cpSync(join(root, 'test/journeys/config', register), join(config, register), { recursive: true });
    }
    const feature = (column: string) =>
      `  - { name: ${column}, categories: [user.behavior], roles: [feature], provenance: observed, type: integer }\n`;
    const head = 'apiVersion: probity/v1\nkind: Dataset\nname: wide\ntitle: Wide\nowner: analytics\nteam: analytics\n';
    const id =
      '  - { name: id, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }\n';
    const source = 'regime: general\nsubjects: [customer]\nsource: { path: wide.csv }\nsubjectKey: id\ncolumns:\n';
    written(join(config, 'datasets/wide.yaml'), `${head}${source}${id}${columns.map(feature).join('')}traits: []\n`);
    const rows = Array.from({ length: 60 }, (_, at) => [at, ...columns.map(() => at)].join());
    written(join(config, 'datasets/wide.csv'), `${['id', ...columns].join()}\n${rows.join('\n')}\n`);
  };
  const writePolicies = () => {
    const policy = (id: string, waivable: string, spec: string) =>
      written(
        join(policies, 'access', id, 'policy.yaml'),
        `apiVersion: probity/v1\nkind: AccessPolicy\nmetadata:\n  name: ${id}\n  title: A rule\n  owner: privacy-office\n  law: { supports: [GDPR 5(1)(b)] }\n  effective: { from: 2026-01-01 }\n  mode: enforce\n${waivable}spec:\n${spec}`,
      );
    policy('may', '', '  effect: grant\n  scope: { categories: [user.behavior] }\n');
    policy(
      'not-here',
      '  waivable: { by: [dpo] }\n',
      '  effect: prohibit\n  when: { fact: environment, eq: production }\n',
    );
    for (let at = 0; at < WAIVERS; at += 1) {
      written(
        join(policies, 'waivers', `an-exception-of-long-standing-${at}.yaml`),
        `apiVersion: probity/v1\nkind: Waiver\nmetadata:\n  name: an-exception-of-long-standing-${at}\n  title: An exception\n  owner: dpo\n  effective: { from: 2026-01-01, until: 2027-01-01 }\nspec:\n  rule: not-here\n  reason: The layout must be ready before that.\n  requestedBy: ada\n  approvedBy: { actor: ben, role: dpo }\n  uses: 5\n`,
      );
    }
  };
  const entries = async () => {
    const found: StoredEntry[] = [];
    for await (const stored of parts().log.entries(0, parts().log.size)) {
      if (stored.entry.run === run) found.push(stored);
    }
    return found;
  };
  const dossier = () => {
    const { log, settings } = parts();
    return runDossier(run, wholeEntries(settings.stateFolder, log, { from: 0, to: log.size }));
  };
  const replayed = () => replayCandidate(parts(), { folder: policies, since: AT, until: AT + 1 });

  it('is recorded, and what does not fit stands beside the log by its digest', async () => {
    const [opened, closed] = await entries();
    for (const stored of [opened, closed]) {
      expect(Buffer.byteLength(canonicalJson(stored?.entry))).toBeLessThanOrEqual(MAX_ENTRY_BYTES);
    }
    expect(Object.keys(opened?.entry.body['appendix'] as object)).toEqual(
      expect.arrayContaining(['facts', 'request.columns']),
    );
    expect(Object.keys(closed?.entry.body['appendix'] as object)).toContain('columns.asked');
    // What everybody must be able to read without it stays where it is.
    expect(opened?.entry.body).toMatchObject({ decision: 'permit', request: { dataset: 'wide' } });
    expect(closed?.entry.body).toMatchObject({ manifest: { digest: expect.stringMatching(/^sha256:/) } });
  });

  it('is explained, reported and made again as if it had fitted', async () => {
    expect(await explainRun(parts(), run)).toMatchObject({ answer: 'permit', basis: 'rules' });
    expect(await replayed()).toMatchObject({ decisions: 1, changes: [], baselines: { reproduced: 1 } });
    const { json } = await dossier();
    expect(json.facts.filter(({ path }) => path.startsWith('request.columns['))).toHaveLength(COLUMNS);
    expect(json.facts.filter(({ path }) => path.startsWith('facts.waiver.uses.'))).toHaveLength(WAIVERS);
    expect(json.missing.filter((text) => text.includes('no longer holds'))).toEqual([]);
  }, 60_000);

  it('claims nothing where what stood beside the log was altered, or is gone', async () => {
    const files = readdirSync(appendix()).map((file) => join(appendix(), file));
    for (const file of files) writeFileSync(file, readFileSync(file, 'utf8').replace('warehouse', 'warehousE'));
    expect((await replayed()).changes).toMatchObject([{ kind: 'not-replayable', why: 'RECORD_INCOMPLETE' }]);
    rmSync(appendix(), { recursive: true });
    expect((await replayed()).changes).toMatchObject([{ kind: 'not-replayable', why: 'RECORD_INCOMPLETE' }]);
    await expect(explainRun(parts(), run)).rejects.toMatchObject({ code: 'RECORD_NOT_EXPLAINABLE' });
    expect((await dossier()).json.missing.filter((text) => text.includes('no longer holds'))).toHaveLength(2);
  }, 60_000);
});
