import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { loadTaxonomy } from '../taxonomy/index.js';
import { exampleRegisters, loadPolicies, type PolicyFile, policyFiles, policySetOf } from './index.js';
import { leastDays } from './obligations.js';

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

describe('the policies of the release', () => {
  it('name only what the taxonomy of the release has', () => {
    const rules = loadPolicies([folder], { ...exampleRegisters(), taxonomy: loadTaxonomy() }).rules;
    expect(rules).toHaveLength(23);
  });

  it('can each be read aloud: a short file with an owner and a law', () => {
    for (const { text, file } of policyFiles([folder])) {
      expect([file, text.split('\n').length <= 40]).toEqual([file, true]);
      expect(text).toMatch(/\n {2}owner: [a-z-]+\n {2}law: /);
    }
  });
});

const when = (spec: string) => policySetOf([disclosure(spec)], exampleRegisters()).rules[0];

describe('a condition', () => {
  it('over a key of the taxonomy means the key and everything below it', () => {
    const rule = when('kMin: 5\n  when: { fact: columns.categories, under: user.biometric }');
    const has = (value: string) => ({ kind: 'leaf', fact: 'columns.categories', op: 'has', value });
    expect(rule?.when).toMatchObject({
      of: [{}, { kind: 'any', of: [has('user.biometric'), has('user.biometric.health')] }],
    });
    expect(rule?.leafPlaces).toHaveLength(3);
    expect(
      when('kMin: 5\n  when: { fact: purpose.use, under: marketing.advertising.first_party }')?.when,
    ).toMatchObject({
      of: [
        {},
        { op: 'in', value: ['marketing.advertising.first_party', 'marketing.advertising.first_party.targeted'] },
      ],
    });
  });

  it('over instants counts from now, or stands beside a moment', () => {
    const rule = when(
      'kMin: 5\n  when: { all: [{ fact: assessment.until, olderThan: 3 months }, { fact: now, after: 2026-05-01 }] }',
    );
    expect(rule?.when).toMatchObject({
      of: [{}, { op: 'lt', value: { ref: 'cutoff.3 months' } }, { op: 'gt', value: Date.UTC(2026, 4, 1) }],
    });
  });

  it('takes part in the digest with every byte of its file', () => {
    const digest = (text: string) => policySetOf([disclosure(text)], exampleRegisters()).digest;
    expect(digest('kMin: 5')).not.toBe(digest('kMin: 5 # five'));
  });
});

describe('obligations', () => {
  it('hold masks by strength, fewer bins above more', () => {
    const rule = when(
      'masks:\n    - { categories: [user.account], round: 5 }\n    - { categories: [user.account, user.payment], quantiles: 4 }',
    );
    expect(rule?.obligations).toEqual([
      { id: 'mask:user.account', value: [3, -4] },
      { id: 'mask:user.payment', value: [3, -4] },
    ]);
  });

  it.each([
    ['10 days', 10],
    ['2 weeks', 14],
    ['1 month', 28],
    ['2 months', 59],
    ['12 months', 365],
    ['24 months', 730],
    ['4 years', 1460],
  ])('count %s as the %d days that it can last at least', (duration, days) => {
    expect(leastDays(duration)).toBe(days);
  });
});

function disclosure(spec: string): PolicyFile {
  const text = `apiVersion: probity/v1
kind: DisclosurePolicy
metadata: { name: x, title: X, owner: o, effective: { from: 2026-01-01 }, mode: enforce }
spec:
  ${spec}
`;
  return { file: 'a/x/policy.yaml', name: 'a/x/policy.yaml', text, expected: 'x', holds: 'policy' };
}
