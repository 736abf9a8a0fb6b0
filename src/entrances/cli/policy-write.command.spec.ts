import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import type { LintReport } from '../../workbench/index.js';
import { lint } from './policy-lint.command.js';
import { create, fmt, schema } from './policy-write.command.js';

const root = fileURLToPath(packageRoot());

describe('on the command line', () => {
  let folder: string;
  let globals: { readonly settings: string };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'policy-write-'));
    for (const part of ['config', 'policies']) cpSync(join(root, part), join(folder, part), { recursive: true });
    globals = { settings: join(folder, 'config/probity.yaml') };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('fmt --check ends with 2 and a list, fmt writes, and then nothing is left to do', async () => {
    const file = join(folder, 'policies/access/trained-people-only/policy.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('kind: ', 'kind:    '));
    const checked = await fmt(globals, [], { check: true });
    expect(checked.exit).toBe(2);
    expect(checked.text).toMatch(/trained-people-only\/policy\.yaml\n1 of \d+ files would be laid out anew$/);
    expect((await fmt(globals, [], {})).exit).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await fmt(globals, [], { check: true })).toMatchObject({ exit: 0, json: { changed: [] } });
  });

  it('new writes a policy of flags, with the schemas beside the settings', async () => {
    const answer = await create(globals, 'a-yes', { kind: 'ConsentPolicy', use: 'marketing' }, null);
    expect(answer).toMatchObject({ exit: 0, json: { disturbed: [] } });
    const text = readFileSync(join(folder, 'policies/consent/a-yes/policy.yaml'), 'utf8');
    expect(text).toContain('$schema=../../../config/schemas/policy.schema.json\n');
    expect(text).toContain('owner: "customer-insight"');
  });

  it('new writes the law of flags, so that lint has nothing to say of it', async () => {
    const law = { requires: ['GDPR 7(3)'], supports: ['GDPR 6(1)(a)', 'GDPR 21(3)'], stricterThanLaw: true };
    await create(globals, 'a-yes', { kind: 'ConsentPolicy', use: 'marketing', ...law }, null);
    await create(globals, 'a-no', { kind: 'AccessPolicy', effect: 'prohibit', use: 'marketing' }, null);
    const text = readFileSync(join(folder, 'policies/consent/a-yes/policy.yaml'), 'utf8');
    expect(text).toContain(
      'law: { requires: [GDPR 7(3)], supports: [GDPR 6(1)(a), GDPR 21(3)], stricterThanLaw: true }',
    );
    const { findings } = (await lint(globals, [])).json as LintReport;
    const lawless = findings.filter(({ rule }) => rule === 'missing-law-reference').map(({ subject }) => subject.name);
    expect(lawless).toEqual(['a-no']);
  });

  it('new asks over a pipe for what no flag said', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.end('BiasPolicy\nReached alike\nreached-alike\n\n\n\n\n\n\n\n');
    const answer = await create(globals, undefined, {}, { input, output });
    expect(answer.exit).toBe(0);
    expect(String(output.read())).toContain("'Reached alike' is not a name in kebab-case");
    expect(readFileSync(join(folder, 'policies/fairness/reached-alike/policy.yaml'), 'utf8')).toContain('BiasPolicy');
  });

  it('new asks nothing when flags say enough', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    input.end();
    const answer = await create(globals, 'kept-for-a-while', { kind: 'RetentionPolicy' }, { input, output });
    expect([answer.exit, output.read()]).toEqual([0, null]);
  });

  it('new refuses what is not said when there is nobody to ask', async () => {
    await expect(create(globals, 'a-yes', {}, null)).rejects.toMatchObject({
      code: 'POLICY_ANSWER',
      message: expect.stringContaining('--kind'),
    });
  });

  it('schema prints or writes schemas, those of the release or those of this deployment', async () => {
    const into = join(folder, 'config/schemas');
    const plain = await schema(globals, {});
    expect(Object.keys(plain.json as object).sort()).toEqual(readdirSync(into).sort());
    const { exit, json } = await schema(globals, { fromCatalog: true, write: into });
    expect([exit, (json as { files: readonly string[] }).files.length]).toEqual([0, readdirSync(into).length]);
    expect(readFileSync(join(into, 'policy.schema.json'), 'utf8')).toContain('"loyalty-offers"');
    expect(JSON.stringify(plain.json)).not.toContain('"loyalty-offers"');
  });
});
