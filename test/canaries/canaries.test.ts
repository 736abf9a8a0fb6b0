import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { probeIsolation } from '../../src/isolation/index.js';
import { buildPlugin } from '../../src/registers/plugins/index.js';
import { type Deployment, deploy, root } from '../journeys/deployment.js';
import { type CommandLine, commandLine, type Told } from './command-line.js';
import { CANARY, CANARY_DAYS, CANARY_NUMBERS, shopOfCanaries } from './shop-of-canaries.js';

const SIGNS = [CANARY, ...CANARY_NUMBERS, ...CANARY_DAYS];

/** In clear, in the hexadecimal and base64 forms that a careless writer might use, and as the two bytes of UTF-16. */
const FORMS = SIGNS.flatMap((sign) => {
  const bytes = Buffer.from(sign);
  // Base64 depends on where a text begins in three bytes: what neighbours cannot change is looked for.
  const shifted = [0, 1, 2].map((at) => {
    const text = Buffer.concat([Buffer.alloc(at), bytes]).toString('base64');
    return text.slice(Math.ceil((at * 4) / 3), Math.floor(((at + bytes.length) * 4) / 3));
  });
  return [
    bytes,
    Buffer.from(bytes.toString('hex')),
    Buffer.from(sign, 'utf16le'),
    ...shifted.map((one) => Buffer.from(one)),
  ];
});

function signsIn(bytes: Buffer): readonly string[] {
  return FORMS.filter((form) => form.length >= 6 && bytes.includes(form)).map((form) => form.toString('latin1'));
}

const code = ({ stdout }: Told) => (JSON.parse(stdout) as { error?: { code: string } }).error?.code;

const RULES = (column: string, lt: number) =>
  JSON.stringify({ rules: [{ segment: 'low', when: { column, lt } }], otherwise: 'high' });

describe('values of people', () => {
  const company = shopOfCanaries(mkdtempSync(join(tmpdir(), 'probity-canaries-')));
  const plugins = mkdtempSync(join(tmpdir(), 'probity-canary-plugins-'));
  let cli: CommandLine;
  let deployment: Deployment;
  let settings: string;
  const told = new Map<string, Told>();

  /** Runs a command twice, for people and for machines, and keeps what it wrote. */
  function say(name: string, ...words: readonly string[]): Told {
    const answer = cli.run(settings, '--json', ...words);
    told.set(`${name} --json`, answer);
    told.set(name, cli.run(settings, ...words));
    return answer;
  }

  const run = (name: string, purpose: string, columns: string, more: readonly string[]) =>
    say(
      name,
      'run',
      '--dataset',
      'people',
      '--purpose',
      purpose,
      '--destination',
      'desk',
      '--columns',
      columns,
      ...more,
    );

  beforeAll(async () => {
    cli = await commandLine();
    const { highest } = await probeIsolation();
    for (const name of ['k-means', 'rules'])
      await buildPlugin(join(root, 'plugins', name), join(plugins, name), highest);
    await buildPlugin(join(root, 'test/escapes/hostile/hostile'), join(plugins, 'hostile'), highest);
    deployment = await deploy({ config: company, settings: { pluginFolders: [plugins] } });
    settings = join(deployment.folder, 'probity.yaml');
    await deployment.close();
  }, 120_000);
  afterAll(async () => {
    cli?.remove();
    await deployment?.remove();
    for (const folder of [company, plugins]) rmSync(folder, { recursive: true, force: true });
  });

  it('are planted where they would be found', () => {
    for (const name of ['people.csv', 'consents.csv', 'broken.csv']) {
      expect(signsIn(readFileSync(join(company, 'data', name)))).not.toEqual([]);
    }
    expect(signsIn(Buffer.from(`x${Buffer.from(`of ${CANARY}-id-3 `).toString('base64')}`))).not.toEqual([]);
    expect(signsIn(Buffer.from('nothing of anybody'))).toEqual([]);
  });

  it('are read by runs that end in every way', () => {
    const outcome = ({ stdout }: Told) => (JSON.parse(stdout) as { outcome?: string }).outcome;
    const rules = (column: string, lt: number) => ['--plugin', 'rules', '--options', RULES(column, lt)];
    const trick = (name: string) => ['--plugin', 'hostile', '--options', JSON.stringify({ trick: name })];

    expect(outcome(run('released', 'learn', 'visits', rules('visits', 4)))).toBe('released');
    expect(
      outcome(
        run('released by k-means', 'learn', 'visits,spend', ['--plugin', 'k-means', '--options', '{ segments: 3 }']),
      ),
    ).toBe('released');
    // Two amounts lie so far off that each is a cluster of one person, whose centre is that amount.
    const lonely = ['--plugin', 'k-means', '--options', '{ segments: 4, scaler: none }'];
    expect(outcome(run('a cluster of one person', 'learn', 'spend', lonely))).toBe('released');
    expect(outcome(run('denied', 'price', 'visits', rules('visits', 4)))).toBe('denied');
    expect(outcome(run('withheld', 'offer', 'spend,visits', rules('spend', 25)))).toBe('withheld');
    expect(outcome(run('held', 'offer', 'visits', rules('visits', 4)))).toBe('held');
    expect(code(run('a plugin that throws values', 'learn', 'region,spend', trick('throws')))).toBe('PLUGIN_THREW');
    expect(code(run('a plugin that names a person', 'learn', 'region,spend', trick('name of a person')))).toBe(
      'PLUGIN_OUTPUT_INVALID',
    );
    expect(code(run('a plugin that records a person', 'learn', 'region,spend', trick('fact of a person')))).toBe(
      'PLUGIN_OUTPUT_INVALID',
    );
    run('a plugin that prints values', 'learn', 'region,spend', trick('prints'));
    expect(run('a dry run', 'offer', 'visits', [...rules('visits', 4), '--dry']).exit).toBe(0);
    const broken = ['--dataset', 'broken', '--purpose', 'learn', '--destination', 'desk', '--columns', 'spend'];
    expect(code(say('a text among amounts', 'run', ...broken, ...rules('spend', 25)))).toBe('COLUMN_TYPE');
  }, 180_000);

  it('are read by every command that looks at data, runs or the log', () => {
    const labels = join(company, 'labels.csv');
    writeFileSync(labels, `id,segment\n${CANARY}-id-20,low\n${CANARY}-nobody,high\n`);
    const asked = ['--dataset', 'people', '--purpose', 'learn', '--destination', 'desk', '--columns', 'visits'];
    say('labels of a stranger', 'judge', labels, ...asked);
    const misnamed = join(company, 'misnamed.csv');
    writeFileSync(misnamed, `${CANARY}-head,other\n${CANARY}-id-20,low\n`);
    say('labels without their columns', 'judge', misnamed, ...asked);
    say('options', 'options', '--dataset', 'people', '--purpose', 'learn', '--destination', 'desk');
    say('check', 'dataset', 'check', 'people');
    say('check of a broken source', 'dataset', 'check', 'broken');
    expect(say('classification', 'dataset', 'classify', 'people').exit).toBeLessThan(3);
    say('classification of a broken source', 'dataset', 'classify', 'broken');
    say('classification of a file', 'dataset', 'classify', join(company, 'data/people.csv'));
    const headless = join(company, 'headless.csv');
    writeFileSync(headless, `${CANARY}@example.org,${CANARY_DAYS[0]}\n${CANARY}-1@example.org,${CANARY_DAYS[1]}\n`);
    expect(code(say('classification of a file without a header', 'dataset', 'classify', headless))).toBe(
      'HEADER_IS_DATA',
    );
    say('decide', 'decide', '--plugin', 'rules', '--options', RULES('visits', 4), ...asked);
    say('holds', 'hold', 'list');
    say('doctor', 'doctor');
    say('log', 'audit', 'show');
    say('processing', 'report', 'processing', '--from', '2020-01-01', '--to', '2100-01-01');
    for (const id of readdirSync(join(deployment.folder, 'state/withheld'))) {
      say(`dossier of ${id}`, 'report', 'run', id, '--html', join(deployment.folder, `${id}.html`));
    }
    const [held] = JSON.parse(told.get('holds --json')?.stdout ?? '[]') as readonly { run: string }[];
    const officer = ['--as', 'officer-7', '--role', 'privacy-officer', '--reason', 'All who are there.'];
    expect(say('approved', 'hold', 'approve', held?.run ?? '', ...officer).exit).toBe(0);
  }, 180_000);

  it('stand in nothing that a command wrote', () => {
    expect(told.size).toBeGreaterThan(30);
    for (const [name, { stdout, stderr }] of told) {
      expect([name, signsIn(Buffer.from(stdout)), signsIn(Buffer.from(stderr))]).toEqual([name, [], []]);
    }
  });

  it('stand in no byte of the state, of what was released and of pages, outside the work file of the data engine', () => {
    const found = filesBelow(deployment.folder)
      .filter((file) => !CONFIGURED.some((name) => relative(deployment.folder, file).startsWith(name)))
      .map((file) => [relative(deployment.folder, file), signsIn(readFileSync(file))] as const);
    const names = found.map(([name]) => name);
    // The scan saw what it is about: the log, the state, a sealed or released folder, a kept report, a page.
    for (const part of [
      'state/audit/tile/entries',
      'state/withheld',
      'segments.parquet',
      'report.html',
      '.tlog-proof',
    ]) {
      expect(names.some((name) => name.includes(part))).toBe(true);
    }
    expect(found.filter(([, signs]) => signs.length > 0)).toEqual([]);
  });

  it('leave the work file of the data engine to its owner alone', () => {
    expect(readdirSync(join(deployment.folder, 'state', 'work'))).toEqual(['work.duckdb']);
  });
});

/** What the company wrote itself, and the one file that holds raw keys by design. */
const CONFIGURED = ['policies', 'probity.yaml', join('state', 'work', 'work.duckdb')];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}
