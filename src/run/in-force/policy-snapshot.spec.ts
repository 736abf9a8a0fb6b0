import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSnapshot, keptSnapshot, snapshotFolder, snapshotOf } from './policy-snapshot.js';

describe('a snapshot of policy folders', () => {
  let folder: string;
  let policies: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'probity-snapshot-'));
    policies = join(folder, 'policies');
    write('access/one/policy.yaml', 'one');
    write('access/one/cases.yaml', 'cases');
    write('README.md', 'not a part of the set');
    write('.git/config.yaml', 'not a part of the set either');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    mkdirSync(join(policies, name, '..'), { recursive: true });
    writeFileSync(join(policies, name), text);
  };

  it('holds the YAML files, and is named by their bytes and names', () => {
    const before = snapshotOf([policies]);
    expect([...before.files.keys()]).toEqual(['access/one/cases.yaml', 'access/one/policy.yaml']);
    write('README.md', 'another text');
    expect(snapshotOf([policies]).digest).toBe(before.digest);
    write('access/one/cases.yaml', 'other cases');
    expect(snapshotOf([policies]).digest).not.toBe(before.digest);
    expect(snapshotOf([join(folder, 'nowhere')]).files.size).toBe(0);
  });

  it('comes back as it was kept, and only so', async () => {
    const state = join(folder, 'state');
    const snapshot = snapshotOf([policies]);
    await keepSnapshot(state, snapshot);
    await keepSnapshot(state, snapshot);
    expect(snapshotOf([keptSnapshot(state, snapshot.digest)]).digest).toBe(snapshot.digest);
    writeFileSync(join(snapshotFolder(state, snapshot.digest), 'access/one/more.yaml'), 'more');
    expect(() => keptSnapshot(state, snapshot.digest)).toThrow('POLICY_SNAPSHOT_BROKEN');
    rmSync(snapshotFolder(state, snapshot.digest), { recursive: true });
    expect(() => keptSnapshot(state, snapshot.digest)).toThrow('no such folder');
  });

  it('is refused with links, files that are too large, and two files of one name', () => {
    expect(() => snapshotOf([policies, policies])).toThrow('POLICY_SNAPSHOT');
    write('access/two/policy.yaml', 'x'.repeat(1_048_577));
    expect(() => snapshotOf([policies])).toThrow('more than 1048576 bytes');
    rmSync(join(policies, 'access/two/policy.yaml'));
    symlinkSync(join(policies, 'access/one/policy.yaml'), join(policies, 'access/two/policy.yaml'));
    expect(() => snapshotOf([policies])).toThrow('no plain file');
  });
});
