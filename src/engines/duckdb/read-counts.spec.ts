import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataEngine, DatasetSource, TraitPlan } from '../index.js';
import { openDuckDb } from '../index.js';

const groups: TraitPlan = {
  ...{ name: 'sex', column: 'sex', type: 'text', bands: null },
  groups: [
    { name: 'women', values: ['f'] },
    { name: 'men', values: ['m'] },
  ],
};
const bands: TraitPlan = {
  ...{ name: 'age-band', column: 'age', type: 'integer', groups: null },
  bands: [
    { name: 'young', from: 18 },
    { name: 'old', from: 50 },
  ],
};
const whole: TraitPlan = { name: 'town', column: 'town', type: 'text', bands: null, groups: null };

describe('people read and kept, by group', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-read-'));
  let engine: DataEngine;
  beforeAll(async () => {
    engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // Of forty people, those aged under 30 are taken out.
  const people = Array.from({ length: 40 }, (_, at) => ({
    ...{
      id: at,
      sex: at % 4 === 0 ? 'f' : at % 4 === 1 ? '' : 'm',
      age: 17 + at,
      town: at < 6 ? 'only the young' : 'here',
    },
  }));
  const isKept = ({ age }: { readonly age: number }) => age >= 30;

  it.each(['number', 'text'])('are those that counting by hand gives, with a key that is a %s', async (kind) => {
    const file = join(folder, `${kind}.csv`);
    const rows = people.map(({ id, sex, age, town }) => `${kind === 'text' ? `k${id}` : id},${sex},${age},${town}\n`);
    writeFileSync(file, `id,sex,age,town\n${rows.join('')}`);
    const prepared = await engine.prepare({
      ...{ run: 'r', source: sourceOf(file, kind), at: 0, consentKey: 'p', features: [] },
      rowRules: [{ id: 'grown', keep: { kind: 'leaf', fact: 'row.age', op: 'gte', value: 30 } }],
    });
    const counted = await engine.countRead(prepared, [groups, bands, whole]);
    const found = (trait: string, group: string) => {
      const of = counted.find((one) => one.trait === trait);
      const place = of?.groups.indexOf(group) ?? -1;
      return [of?.kept[place], of?.read[place]];
    };
    const byHand = (fits: (one: (typeof people)[number]) => boolean) => [
      people.filter((one) => fits(one) && isKept(one)).length,
      people.filter(fits).length,
    ];
    expect(found('sex', 'women')).toEqual(byHand(({ sex }) => sex === 'f'));
    expect(found('sex', 'men')).toEqual(byHand(({ sex }) => sex === 'm'));
    expect(found('sex', 'unknown')).toEqual(byHand(({ sex }) => sex === ''));
    expect(found('age-band', 'young')).toEqual(byHand(({ age }) => age >= 18 && age < 50));
    expect(found('age-band', 'other')).toEqual(byHand(({ age }) => age < 18));
    expect(found('town', 'only the young')).toEqual(byHand(({ town }) => town === 'only the young'));
    expect(await engine.countRead(prepared, [])).toEqual([]);
    await engine.discard(prepared);
  });
});

function sourceOf(path: string, key: string): DatasetSource {
  return {
    ...{ dataset: 'town', subjectKey: 'id', events: [], consent: null },
    table: { path, format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false },
    columns: [
      { name: 'id', type: key === 'text' ? 'text' : 'integer' },
      { name: 'sex', type: 'text' },
      { name: 'age', type: 'integer' },
      { name: 'town', type: 'text' },
    ],
    ...{ jurisdictionColumn: null, birthDateColumn: null, ageColumn: 'age', retentionAnchor: null },
  };
}
