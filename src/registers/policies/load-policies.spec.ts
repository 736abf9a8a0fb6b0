import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { exampleRegisters } from './example-registers.js';
import { loadPolicies } from './index.js';

const folder = fileURLToPath(new URL('policies', packageRoot()));

describe('loadPolicies', () => {
  const set = loadPolicies([folder], exampleRegisters());

  it('reads the policies of the release, frozen and sorted', () => {
    expect(set.rules.length).toBeGreaterThanOrEqual(15);
    expect(set.rules.map(({ id }) => id)).toEqual(set.rules.map(({ id }) => id).sort());
    expect(Object.isFrozen(set.rules[0]?.when)).toBe(true);
    expect(set.durations).toEqual(['24 months', '36 months']);
  });

  it('gives the same digest for the same files', () => {
    expect(loadPolicies([folder], exampleRegisters()).digest).toBe(set.digest);
  });

  it('keeps a place for every leaf that a person wrote', () => {
    const rule = set.rules.find(({ id }) => id === 'trained-people-only');
    const place = rule?.leafPlaces.at(-1);
    const line = readFileSync(place?.file ?? '', 'utf8').split('\n')[(place?.line ?? 0) - 1];
    expect(line?.slice((place?.column ?? 1) - 1)).toMatch(/^actor\.trainedUntil/);
    expect(rule?.leafPlaces[0]).toBeUndefined();
  });

  it('turns a prohibition over the row into a restriction of rows', () => {
    const rule = set.rules.find(({ id }) => id === 'no-minors-in-marketing');
    const young = { kind: 'leaf', fact: 'row.age', op: 'lt', value: 18 };
    expect(rule?.effect).toBe('restrict');
    expect(rule?.rows[0]).toMatchObject({ reason: 'prohibited', keep: { kind: 'not', of: young } });
  });

  it('asks for the age of a consent only where one was given', () => {
    const rule = set.rules.find(({ id }) => id === 'profiling-for-our-own-advertising-needs-opt-in');
    expect(rule?.rows.map(({ reason }) => reason)).toEqual(['no-consent', 'consent-too-old']);
    expect(rule?.purposes).toEqual(['loyalty-offers']);
  });
});
