import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRegisters } from '../../run/index.js';
import { loadSettings } from '../../settings/index.js';
import { startDeployment } from './start-deployment.js';

describe('startDeployment', () => {
  let folder: string;
  let settings: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-'));
    settings = join(folder, 'config/probity.yaml');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes settings that can be read, with legal profiles and schemas, and no policy', async () => {
    const files = await startDeployment(settings);
    expect(files).toEqual(
      expect.arrayContaining([
        settings,
        join(folder, 'config/legal-profiles/eu-gdpr.yaml'),
        join(folder, 'config/schemas/policy.schema.json'),
      ]),
    );
    const loaded = loadSettings(settings);
    expect(loaded).toMatchObject({ policyFolders: [join(folder, 'policies')], localOperator: { trainedUntil: null } });
    const { policies, purposes, regionCountries } = loadRegisters(loaded);
    expect([policies.rules.length, purposes.size]).toEqual([0, 0]);
    expect(regionCountries).toContain('FR');
  });

  it('leaves a company alone that has settings, and files that are there', async () => {
    const profile = join(folder, 'config/legal-profiles/eu-gdpr.yaml');
    await startDeployment(settings);
    writeFileSync(profile, 'ours');
    expect(await startDeployment(settings)).toEqual([]);
    rmSync(settings);
    expect(await startDeployment(settings)).toEqual([settings]);
    expect(readFileSync(profile, 'utf8')).toBe('ours');
    expect(existsSync(settings)).toBe(true);
  });
});
