import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PreparationPlan } from '../data-engine.js';
import { openDuckDb } from './open-duckdb.js';

const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
const SEX = {
  name: 'sex',
  column: 'sex',
  type: 'text',
  bands: null,
  groups: [
    { name: 'f', values: ['f'] },
    { name: 'm', values: ['m'] },
  ],
} as const;

describe('the people of a sample', () => {
  it('count by weights of a column, of strata or alike, and whoever is not in it counts for nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'probity-weigh-'));
    const engine = await openDuckDb({ workFolder: join(folder, 'work'), allowedFolders: [folder] });
    const path = join(folder, 'people.csv');
    // id, x, sex, weight, region: in the north two of two are known, in the south one of three.
    const rows = ['1,0,f,2,n', '2,1,m,0.5,n', '3,0,f,4,s', '4,1,,9,s', '5,1,,,s'];
    writeFileSync(path, ['id,x,sex,w,region', ...rows].join('\n'));
    const prepared = await engine.prepare(planned(path));
    const traits = await engine.traits(prepared, [SEX]);
    const rule = (segment: string, eq: number) => ({ segment, when: { column: 'x', eq } });
    const rules = [rule('zero', 0), rule('one', 1)];
    const assigned = await engine.assign(prepared, { version: 1, form: 'rules', rules, facts: {} });
    const of = (design: object) =>
      engine.weighSegments(assigned, traits, { trait: 'sex', weight: null, stratum: null, ...design });
    expect(await of({})).toMatchObject({
      groups: ['f', 'm'],
      segments: ['zero', 'one'],
      people: [
        [2, 0],
        [0, 1],
      ],
      weights: [
        [2, 0],
        [0, 1],
      ],
    });
    expect(await of({ weight: 'w' })).toMatchObject({
      weights: [
        [6, 0],
        [0, 0.5],
      ],
      squares: [
        [20, 0],
        [0, 0.25],
      ],
    });
    expect(await of({ stratum: 'region' })).toMatchObject({
      weights: [
        [4, 0],
        [0, 1],
      ],
      squares: [
        [10, 0],
        [0, 1],
      ],
    });
    await engine.close();
    rmSync(folder, { recursive: true });
  });
});

function planned(path: string): PreparationPlan {
  const source = {
    ...{ dataset: 'people', table: { ...csv, path }, subjectKey: 'id', events: [], consent: null },
    columns: [
      { name: 'id', type: 'integer' },
      { name: 'x', type: 'integer' },
      { name: 'sex', type: 'text' },
      { name: 'w', type: 'decimal' },
      { name: 'region', type: 'text' },
    ],
    ...{ jurisdictionColumn: null, birthDateColumn: null, ageColumn: null, retentionAnchor: null },
  } as const;
  const features = [{ column: 'x', type: 'integer', mask: null }] as const;
  return { run: 'weigh', source, at: 0, consentKey: 'ads', features, rowRules: [] };
}
