import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Digest, packageRoot } from '../documents/index.js';
import { exampleRegisters, loadPolicies } from '../registers/policies/index.js';
import { keepRules, keptRules, rulesDigest } from './kept-rules.js';

const policies = fileURLToPath(new URL('policies', packageRoot()));
const load = () => loadPolicies([policies], exampleRegisters());

describe('kept rules', () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'probity-rules-'));
  });
  afterEach(() => rmSync(state, { recursive: true }));

  it('come back as they were, places of tests included', async () => {
    const set = load();
    const digest = await keepRules(state, set);
    expect(keptRules(state, digest)).toEqual({ kind: 'kept', rules: set });
    expect(set.rules.some(({ leafPlaces }) => leafPlaces.includes(undefined))).toBe(true);
    expect(await keepRules(state, load())).toBe(digest);
    const folder = join(state, 'policies/decided');
    expect(readdirSync(folder)).toEqual([`${digest.slice(7)}.json`]);
    expect(statSync(join(folder, `${digest.slice(7)}.json`)).mode & 0o777).toBe(0o600);
  });

  it('have another digest under registers that resolve a scope otherwise, while the files are the same', () => {
    const registers = exampleRegisters();
    const purposes = new Map([
      ...registers.purposes,
      ['flyers', { use: 'marketing', effect: 'message', basis: 'consent' }],
    ]);
    const wider = loadPolicies([policies], { ...registers, purposes });
    expect(wider.digest).toBe(load().digest);
    expect(rulesDigest(wider)).not.toBe(rulesDigest(load()));
  });

  it('are not taken where somebody changed them, nor where they are not', async () => {
    const digest = await keepRules(state, load());
    appendFileSync(join(state, 'policies/decided', `${digest.slice(7)}.json`), ' ');
    expect(keptRules(state, digest)).toEqual({ kind: 'altered' });
    expect(keptRules(state, `sha256:${'0'.repeat(64)}`)).toEqual({ kind: 'absent' });
    expect(keptRules(state, 'sha256:../../../log.vkey' as Digest)).toEqual({ kind: 'absent' });
  });
});
