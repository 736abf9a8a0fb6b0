import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyFolder } from '../../src/audit/index.js';
import { digestOfBytes } from '../../src/documents/index.js';
import { root } from '../journeys/deployment.js';
import { companyIn } from './company.js';

const ROUNDS = 50;
const CLI = join(root, 'dist/cli/main.js');
const RULES = '{ rules: [{ segment: low, when: { column: spend, lt: 20 } }], otherwise: high }';
const ASK = ['run', '--plugin', 'rules', '--options', RULES, '--dataset', 'people', '--purpose', 'learn'];

describe('an engine that is killed at random times in a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-killed-'));
  const settings = join(folder, 'probity.json');
  const args = [CLI, '--json', '--settings', settings, ...ASK, '--destination', 'desk', '--columns', 'spend'];
  beforeAll(() => {
    companyIn(folder);
    cpSync(join(root, 'policies'), join(folder, 'policies'), { recursive: true });
    const value = {
      ...{ apiVersion: 'probity/v1', kind: 'Settings', stateFolder: 'state', outFolder: 'out' },
      registers: {
        ...{ purposes: ['purposes'], destinations: ['destinations'], datasets: ['datasets'] },
        legalProfiles: [join(root, 'config/legal-profiles')],
      },
      ...{ policyFolders: ['policies'], pluginFolders: [join(root, 'dist/plugins')] },
      localOperator: { team: 'insight', trainedUntil: '2099-01-01' },
    };
    writeFileSync(settings, JSON.stringify(value));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const published = () => {
    const out = join(folder, 'out');
    return existsSync(out)
      ? readdirSync(out).filter((name) => !name.startsWith('.') && !name.endsWith('.tlog-proof'))
      : [];
  };

  it(`publishes whole releases only, and closes every run, over ${ROUNDS} rounds`, async () => {
    const began = Date.now();
    expect(spawnSync(process.execPath, args).status).toBe(0);
    const whole = Date.now() - began;
    for (let round = 0; round < ROUNDS; round++) {
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('close', resolve));
      await sleep(Math.random() * whole);
      child.kill('SIGKILL');
      await ended;
    }
    // The next start recovers: it closes orphans, redoes publications and removes what was never recorded.
    expect(spawnSync(process.execPath, args).status).toBe(0);
    const key = readFileSync(join(folder, 'state/log.vkey'), 'utf8').trim();
    expect(await verifyFolder(join(folder, 'state/audit'), key)).toMatchObject({ kind: 'intact', openRuns: [] });
    expect(readdirSync(join(folder, 'out/.staged'))).toEqual([]);
    for (const run of published()) {
      const at = join(folder, 'out', run);
      const { files } = JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')) as {
        files: { name: string; digest: string }[];
      };
      for (const { name, digest } of files) expect(digestOfBytes(readFileSync(join(at, name)))).toBe(digest);
      expect(existsSync(`${at}.tlog-proof`)).toBe(true);
    }
    expect(published().length).toBeGreaterThanOrEqual(2);
  }, 300_000);
});
