import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { formatPolicies } from './index.js';

const release = fileURLToPath(new URL('policies', packageRoot()));
const POLICY = 'access/trained-people-only/policy.yaml';

describe('formatPolicies', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'policies-'));
    cpSync(release, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('finds nothing to do in the policies of the release', async () => {
    const { files, changed } = await formatPolicies([release], { check: true });
    expect(files).toBeGreaterThan(30);
    expect(changed).toEqual([]);
  });

  it('names what is laid out otherwise, and writes it only when it may', async () => {
    const file = join(folder, POLICY);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('kind: AccessPolicy', "kind:   'AccessPolicy'"));
    expect((await formatPolicies([folder], { check: true })).changed).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toContain("kind:   'AccessPolicy'");
    expect((await formatPolicies([folder], { check: false })).changed).toEqual([file]);
    expect(readFileSync(file, 'utf8')).toBe(text.replace('kind: AccessPolicy', 'kind: "AccessPolicy"'));
    expect((await formatPolicies([folder], { check: true })).changed).toEqual([]);
  });

  it('says every document that cannot be read, and writes nothing then', async () => {
    const broken = ['access/trained-people-only/cases.yaml', 'fixtures.yaml'].map((name) => join(folder, name));
    for (const file of broken) writeFileSync(file, 'a: [1\n');
    const astray = join(folder, POLICY);
    writeFileSync(astray, 'a:   1\n');
    const said = await formatPolicies([folder], { check: false }).catch((error) => error);
    expect(said.diagnostics.map(({ file }: { file: string }) => file).sort()).toEqual(broken.sort());
    expect(readFileSync(astray, 'utf8')).toBe('a:   1\n');
  });

  it('leaves what came with a pack to those who signed it', async () => {
    writeFileSync(join(folder, 'packs.lock.yaml'), '');
    mkdirSync(join(folder, 'packs/gdpr/consent/one'), { recursive: true });
    writeFileSync(join(folder, 'packs/gdpr/consent/one/policy.yaml'), 'a:   1\n');
    expect((await formatPolicies([folder], { check: true })).changed).toEqual([]);
  });

  it('finds nothing in a folder that is not there', async () => {
    expect(await formatPolicies([join(folder, 'nothing')], { check: false })).toEqual({ files: 0, changed: [] });
  });
});
