import { hasShape } from '../documents/index.js';
import { indexesText } from './citations.js';
import { csvText } from './csv.js';
import { ProcessingSchema } from './processing.schema.js';
import { recordOfProcessing } from './record-of-processing.js';
import { exampleLog, readLog } from './recorded-example.js';

const march = [Date.UTC(2026, 2, 1), Date.UTC(2026, 3, 1)] as const;

describe('recordOfProcessing', () => {
  it('sums what was observed in the period, each figure with its entries', async () => {
    const { json } = await recordOfProcessing(...march, readLog());
    expect(hasShape(ProcessingSchema, json)).toBe(true);
    expect(json.runs).toBe(4);
    const offers = json.activities.find(({ purpose }) => purpose === 'seasonal-offers');
    expect(offers).toMatchObject({
      bases: [{ value: 'consent', indexes: [3, 4, 7] }],
      governing: [{ value: 'user.demographic.gender', indexes: [3, 7] }],
      rowsRead: { value: 100_000, indexes: [5, 8] },
      rowsKept: { value: 61_500, indexes: [5, 8] },
      retention: [{ value: 'releases destroyed 400 days after the run', indexes: [5] }],
      outcomes: [
        { outcome: 'denied', runs: 1, indexes: [6] },
        { outcome: 'held, then approved', runs: 1, indexes: [9] },
        { outcome: 'released', runs: 1, indexes: [5] },
      ],
    });
    expect(offers?.recipients.map(({ name, released }) => [name, released])).toEqual([
      ['crm', { value: 2, indexes: [5, 9] }],
      ['ads', { value: 0, indexes: [] }],
    ]);
    expect(offers?.safeguards).toContainEqual({
      value: 'values of user.financial are coarsened',
      indexes: [5],
    });
    expect(offers?.gaps).toEqual(['No contract is recorded for: ads.']);
  });

  it('names gaps and fills none', async () => {
    const { json, html } = await recordOfProcessing(...march, readLog());
    const churn = json.activities.find(({ purpose }) => purpose === '@churn');
    expect(churn).toMatchObject({ teams: [], bases: [], rowsRead: { value: 0, indexes: [] } });
    expect(churn?.gaps).toContain('No entry names the legal basis.');
    expect(churn?.gaps).toContain('1 of 1 runs have no closing entry.');
    expect(html).toContain('not recorded');
    expect(json.gaps[0]).toContain('contact details of the controller');
  });

  it('keeps rehearsals apart from production', async () => {
    const rehearsed = exampleLog.map(({ index, entry }) => ({
      index,
      entry: entry.run === 'run-3' ? { ...entry, environment: 'rehearsal' as const } : entry,
    }));
    const { json } = await recordOfProcessing(...march, readLog(rehearsed));
    expect(json.activities.map(({ environment, rowsRead }) => [environment, rowsRead.value])).toContainEqual([
      'production',
      50_000,
    ]);
  });

  it('counts every use of an exception, with the runs that used it', async () => {
    const used = exampleLog.map(({ index, entry }) =>
      index === 3 || index === 7
        ? { index, entry: { ...entry, body: { ...entry.body, waiversUsed: ['waiver-1'] } } }
        : { index, entry },
    );
    const { json, html, csv } = await recordOfProcessing(...march, readLog(used));
    const offers = json.activities.find(({ purpose }) => purpose === 'seasonal-offers');
    expect(offers?.waivers).toEqual([{ value: 'waiver-1', indexes: [3, 7] }]);
    expect(html).toContain('waiver-1, 2 runs');
    expect(csv).toContain('waivers_used');
  });

  it('writes one row per purpose with a guard against formulas', async () => {
    const { csv } = await recordOfProcessing(...march, readLog());
    const lines = csv.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^from,to,purpose,environment,title,title_entries,/);
    expect(csv).toContain(",'@churn,production,");
    expect(csv).toContain('100000,"5, 8",61500,"5, 8"');
  });

  it('refuses a period that does not end after it begins', async () => {
    await expect(recordOfProcessing(1, 1, readLog())).rejects.toMatchObject({ code: 'PERIOD_EMPTY' });
    await expect(recordOfProcessing(86_400_000, 0, readLog())).rejects.toThrow(
      'a period from 1970-01-02T00:00:00.000Z to 1970-01-01T00:00:00.000Z',
    );
    await expect(recordOfProcessing(Number.NaN, 1, readLog())).rejects.toMatchObject({ code: 'PERIOD_EMPTY' });
  });
});

describe('csvText', () => {
  it.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['a,"b"', '"a,""b"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1,2', '"\'=1,2"'],
    ['plain', 'plain'],
  ])('writes %j as %j', (text, cell) => {
    expect(csvText([[text]])).toBe(`${cell}\r\n`);
  });

  it('leaves numbers alone', () => {
    expect(csvText([[-5, 0]])).toBe('-5,0\r\n');
  });
});

describe('indexesText', () => {
  it('folds neighbours', () => {
    expect(indexesText([9, 5, 6, 7, 3, 9])).toBe('3, 5–7, 9');
  });
});
