import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../documents/index.js';
import { loadDatasets } from '../../registers/datasets/index.js';
import { loadTaxonomy } from '../../registers/taxonomy/index.js';
import type { ClassifiedSource } from '../classify-source.js';
import type { Classification } from './classification.schema.js';
import { classificationText, comparedWithKept, foundOf, overriddenDatasets, readClassification } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-kept-'));
const taxonomy = loadTaxonomy();
const digest = (sign: string) => `sha256:${sign.repeat(64)}` as Digest;
const DATASET = `apiVersion: probity/v1
kind: Dataset
name: people
title: People
owner: shop
team: shop
regime: general
subjects: [customer]
source: { path: people.csv }
columns: [{ name: note, categories: [user.behavior], roles: [feature], provenance: observed, type: text }]
unclassified: [{ name: other }]
traits: []
`;

beforeAll(() => {
  for (const name of ['datasets', 'classifications']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'datasets/people.yaml'), DATASET);
});

afterAll(() => rmSync(folder, { recursive: true }));

const datasets = () => loadDatasets([join(folder, 'datasets')], taxonomy);

function keep(kept: Partial<Classification>): void {
  const text = classificationText({ name: 'people', overrides: [], ...kept });
  writeFileSync(join(folder, 'classifications/people.yaml'), text);
}

const said = {
  column: 'note',
  categories: ['user.contact.email'],
  reason: 'Addresses: "all" of them',
  by: 'dpo-7',
  at: '2026-01-01T00:00:00.000Z',
};

describe('an override', () => {
  it('wins over what the dataset declares, and changes the digest that is recorded with the load', () => {
    keep({ overrides: [said, { ...said, column: 'other', categories: ['user.content.private'] }] });
    const plain = datasets();
    const register = overriddenDatasets(plain, taxonomy);
    expect(register.get('people')?.columns[0]?.categories).toEqual(['user.contact.email']);
    expect(register.get('people')?.unclassified?.[0]?.categories).toEqual(['user.content.private']);
    expect(register.digest).not.toBe(plain.digest);
    expect(register.files).toBe(plain.files);
  });

  it('is the last word on its column', () => {
    keep({ overrides: [said, { ...said, categories: ['user.name'] }] });
    expect(overriddenDatasets(datasets(), taxonomy).get('people')?.columns[0]?.categories).toEqual(['user.name']);
  });

  it('leaves a register without any as it is', () => {
    keep({});
    expect(overriddenDatasets(datasets(), taxonomy).digest).toBe(datasets().digest);
  });

  it.each([
    ['UNKNOWN_COLUMN', { ...said, column: 'note2' }],
    ['UNKNOWN_CATEGORY', { ...said, categories: ['user.contact.emial'] }],
    ['OUT_OF_RANGE', { ...said, at: 'yesterday' }],
  ])('says %s with its place', (code, one) => {
    keep({ overrides: [one] });
    try {
      overriddenDatasets(datasets(), taxonomy);
    } catch (error) {
      const [mistake] = (error as { diagnostics: { code: string; path: string }[] }).diagnostics ?? [];
      expect([mistake?.code, mistake?.path.startsWith('overrides[0]')]).toEqual([code, true]);
    }
  });
});

describe('what was kept', () => {
  const column = (name: string, sign: string) => ({ name, categories: [], certainty: 'nothing', digest: digest(sign) });
  const source = (rules: string, columns: readonly object[]) =>
    ({ rules: digest(rules), columns }) as unknown as ClassifiedSource;
  const first = source('a', [column('x', '1'), column('y', '2')]);

  it('comes back from its file as it was', () => {
    const found = foundOf([{ part: 'table', ...first }]);
    keep({ overrides: [said], found });
    const file = join(folder, 'datasets/people.yaml');
    expect(readClassification(datasets().get('people') as never, file, taxonomy)).toMatchObject({
      overrides: [said],
      found,
    });
  });

  it('marks only columns that come out otherwise, and says whether rules or data changed', () => {
    const kept = { overrides: [said], found: foundOf([{ part: 'table', ...first }]) } as unknown as Classification;
    const changes = (now: ClassifiedSource) =>
      comparedWithKept(now, kept, 'table').map(({ name, changed }) => [name, changed]);
    expect(changes(first)).toEqual([
      ['x', null],
      ['y', null],
    ]);
    expect(changes(source('b', [column('x', '1'), column('y', '3')]))).toEqual([
      ['x', null],
      ['y', 'rules'],
    ]);
    expect(changes(source('a', [column('x', '1'), column('y', '3'), column('z', '4')]))).toEqual([
      ['x', null],
      ['y', 'data'],
      ['z', 'new'],
    ]);
    expect(comparedWithKept(first, null, 'table').map(({ changed }) => changed)).toEqual([null, null]);
  });
});
