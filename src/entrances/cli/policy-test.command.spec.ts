import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { test } from './policy-test.command.js';

const root = fileURLToPath(packageRoot());
const POLICY = 'policies/access/trained-people-only/policy.yaml';

describe('policy test', () => {
  let folder: string;
  let globals: { readonly settings: string };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'policy-test-'));
    for (const part of ['config', 'policies']) cpSync(join(root, part), join(folder, part), { recursive: true });
    globals = { settings: join(folder, 'config/probity.yaml') };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const spoil = () => replaceIn(join(folder, POLICY), 'after: now', 'after: 2020-01-01');

  it('ends with 0, or with 2 and the failing case in the format that was asked for', async () => {
    const good = await test(globals, [], {});
    expect([good.exit, good.json]).toEqual([0, expect.objectContaining({ failed: 0 })]);
    spoil();
    const bad = await test(globals, [], { format: 'tap' });
    expect(bad.exit).toBe(2);
    expect(bad.text).toMatch(/^not ok \d+ - trained-people-only: a training that ended yesterday does not do$/m);
  });

  it('refuses an unknown format before it tests', async () => {
    await expect(test({ settings: '/nowhere' }, [], { format: 'xml' })).rejects.toMatchObject({ code: 'TEST_FORMAT' });
  });

  it('tests only what changed since a revision, among all policies', async () => {
    const git = (...command: readonly string[]) => execFileSync('git', ['-C', folder, ...command], { stdio: 'ignore' });
    git('init');
    git('add', '--all');
    git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--message', 'before');
    expect(await test(globals, [], { changed: 'HEAD' })).toMatchObject({
      exit: 0,
      json: { results: [], untested: [] },
    });
    spoil();
    const { exit, json } = await test(globals, [], { changed: 'HEAD' });
    const results = (json as { results: readonly { policy: string }[] }).results;
    expect([exit, new Set(results.map(({ policy }) => policy))]).toEqual([2, new Set(['trained-people-only'])]);
  });

  it('tests again after a change, says what cannot be read, and goes on', async () => {
    const end = new AbortController();
    let written = '';
    const write = (text: string) => {
      written += text;
    };
    const watching = test(globals, [], { watch: true }, { signal: end.signal, write });
    const said = async (text: string) => {
      for (let waited = 0; !written.includes(text); waited += 50) {
        if (waited > 60_000) throw new Error(`never said: ${text}`);
        await pause(50);
      }
      written = written.slice(written.indexOf(text) + text.length);
    };
    await said(' 0 failed');
    await said('waiting');
    replaceIn(join(folder, POLICY), 'kind: AccessPolicy', 'kind: AccesPolicy');
    await said('POLICY_KIND');
    await said('waiting');
    replaceIn(join(folder, POLICY), 'kind: AccesPolicy', 'kind: AccessPolicy');
    spoil();
    await said('a training that ended yesterday');
    await said('waiting');
    end.abort();
    expect((await watching).exit).toBe(2);
  });
});

function replaceIn(file: string, before: string, after: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(before);
  writeFileSync(file, text.replace(before, after));
}
