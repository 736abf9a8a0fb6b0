import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnType, DataEngine, DatasetSource, MeasurePlan, PreparationPlan, RowTest } from '../index.js';
import { openDuckDb } from '../index.js';

const DATA = join(process.cwd(), '..', 'shared', 'data');
// Half a million rows on a busy machine.
const TIMEOUT_MS = 60_000;
const present = existsSync(DATA);
const csv = { format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;

if (!present) console.warn(`skipped: no data sets at ${DATA}`);

(present ? describe : describe.skip)('data sets that others measured', () => {
  let folder: string;
  let engine: DataEngine;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'probity-real-'));
    engine = await openDuckDb({ workFolder: folder, allowedFolders: [DATA] });
  });

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  }, TIMEOUT_MS);

  it(
    'counts the invoices of Online Retail as its reference does',
    async () => {
      const bought: RowTest = {
        kind: 'all',
        of: [
          { kind: 'isNull', column: 'CustomerID', value: false },
          { kind: 'not', of: { kind: 'startsWith', column: 'InvoiceNo', value: 'C' } },
          { kind: 'gt', column: 'Quantity', value: 0 },
          { kind: 'gt', column: 'UnitPrice', value: 0 },
        ],
      };
      const source = eventSource('online-retail', {
        path: 'online-retail/online_retail.csv.gz',
        subjectKey: 'CustomerID',
        columns: {
          InvoiceNo: 'text',
          Quantity: 'integer',
          UnitPrice: 'decimal',
          InvoiceDate: 'timestamp',
          Country: 'text',
        },
        where: bought,
        measures: [
          measure('recency', 'daysSinceMax', ['InvoiceDate'], { asOf: Date.parse('2011-12-10T00:00:00Z') }),
          measure('invoices', 'countDistinct', ['InvoiceNo']),
          measure('lines', 'count', []),
          measure('revenue', 'sumOfProducts', ['Quantity', 'UnitPrice'], { scale: 2, type: 'decimal' }),
          measure('country', 'first', ['Country', 'InvoiceDate'], { type: 'text' }),
        ],
      });
      const prepared = await engine.prepare(plan(source, ['recency', 'invoices', 'lines', 'revenue']));
      expect(prepared.rowsKept).toBe(4338);
      const [lines, invoices, revenue] = await totals(prepared, ['lines', 'invoices', 'revenue']);
      expect([lines, invoices]).toEqual([397_884, 18_532]);
      expect(Math.abs((revenue as number) - 8_911_407.9)).toBeLessThan(0.1);
      expect(await engine.quantiles(prepared, 'recency', [0.5])).toEqual([50]);
      expect(await engine.quantiles(prepared, 'invoices', [0.5])).toEqual([2]);
      expect((await engine.quantiles(prepared, 'revenue', [0.5]))[0]).toBeCloseTo(674.485, 9);
      const traits = await engine.traits(prepared, [
        { name: 'country', column: 'country', type: 'text', bands: null, groups: null },
      ]);
      const { classes } = await engine.countClasses(await engine.assign(prepared, EVERYBODY), traits, ['country']);
      const sizes = classes.map(([people]) => people as number);
      const rare = sizes.filter((people) => people < 5);
      expect([sizes.length, Math.min(...sizes), rare.length, rare.reduce((sum, n) => sum + n, 0)]).toEqual([
        37, 1, 18, 37,
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'gives the edges of the RFM orders',
    async () => {
      const source = eventSource('rfm-orders', {
        path: 'rfm-orders/rfm_data_orders.csv',
        subjectKey: 'customer_id',
        columns: { order_date: 'date', revenue: 'decimal' },
        where: null,
        measures: [
          measure('recency', 'daysSinceMax', ['order_date'], { asOf: Date.parse('2006-12-31T00:00:00Z') }),
          measure('frequency', 'count', []),
          measure('monetary', 'sum', ['revenue'], { scale: 2, type: 'decimal' }),
        ],
      });
      const prepared = await engine.prepare(plan(source, ['recency', 'frequency', 'monetary']));
      expect(prepared.rowsKept).toBe(995);
      const fifths = [0.2, 0.4, 0.6, 0.8];
      // The rule of the reference adds 1 to each quantile.
      const edges = async (column: string) =>
        (await engine.quantiles(prepared, column, fifths)).map((edge) => edge + 1);
      expect((await edges('recency')).map(rounded)).toEqual([115, 181, 297.4, 482]);
      expect((await edges('frequency')).map(rounded)).toEqual([4, 5, 6, 8]);
      expect((await edges('monetary')).map(rounded)).toEqual([255.8, 382, 506.4, 666]);
    },
    TIMEOUT_MS,
  );

  it(
    'reads Adult without a header from two files',
    async () => {
      const columns = [
        'age',
        'workclass',
        'fnlwgt',
        'education',
        'num',
        'marital',
        'occupation',
        'relationship',
        'race',
        'sex',
        'gain',
        'loss',
        'hours',
        'country',
        'income',
      ];
      const file = { ...csv, path: join(DATA, 'adult', 'adult.*'), header: false, columns, nulls: ['?'], trim: true };
      const source: DatasetSource = {
        ...blank('adult'),
        table: file,
        columns: [
          { name: 'age', type: 'integer' },
          { name: 'workclass', type: 'text' },
          { name: 'sex', type: 'text' },
          { name: 'income', type: 'text' },
        ],
      };
      const prepared = await engine.prepare(plan(source, ['age', 'workclass', 'income']));
      expect(prepared.rowsKept).toBe(48_842);
      const when = { column: 'income', in: ['>50K', '>50K.'] } as const;
      const assigned = await engine.assign(prepared, {
        version: 1,
        form: 'rules',
        rules: [{ segment: 'high', when }],
        facts: {},
      });
      const traits = await engine.traits(prepared, [
        { name: 'sex', column: 'sex', type: 'text', bands: null, groups: null },
      ]);
      const [sex] = await engine.countSegments(assigned, traits, [['sex']]);
      const rates = sex?.counts.map(([high = 0, rest = 0]) => (high / (high + rest)).toFixed(10));
      expect(sex?.groups).toEqual(['Female', 'Male']);
      expect(rates).toEqual(['0.1092514822', '0.3037672282']);
    },
    TIMEOUT_MS,
  );

  it(
    'counts credit card clients by limit band and sex',
    async () => {
      const source: DatasetSource = {
        ...blank('cards'),
        table: { ...csv, path: join(DATA, 'credit-card-clients', 'credit-card-clients.csv') },
        columns: [
          { name: 'LIMIT_BAL', type: 'integer' },
          { name: 'SEX', type: 'integer' },
        ],
      };
      const prepared = await engine.prepare(plan(source, ['LIMIT_BAL']));
      const bands = [50_000, 140_000, 240_000].map((to, at) => ({
        segment: `b${at}`,
        when: { column: 'LIMIT_BAL', lte: to },
      }));
      const assigned = await engine.assign(prepared, {
        version: 1,
        form: 'rules',
        rules: bands,
        otherwise: 'b3',
        facts: {},
      });
      const groups = [
        { name: 'male', values: ['1'] },
        { name: 'female', values: ['2'] },
      ];
      const traits = await engine.traits(prepared, [
        { name: 'sex', column: 'SEX', type: 'integer', bands: null, groups },
      ]);
      const [sex] = await engine.countSegments(assigned, traits, [['sex']]);
      expect(sex?.counts).toEqual([
        [3725, 2642, 2693, 2828],
        [3951, 4972, 4950, 4239],
      ]);
    },
    TIMEOUT_MS,
  );

  async function totals(prepared: Awaited<ReturnType<DataEngine['prepare']>>, columns: readonly string[]) {
    const [all] = await engine.profile(await engine.assign(prepared, EVERYBODY), columns, 1);
    return columns.map((column) => {
      const mean = all?.features.find((one) => one.column === column)?.mean as number;
      return Math.round(mean * (all?.rows as number) * 100) / 100;
    });
  }
});

const EVERYBODY = { version: 1, form: 'rules', rules: [], otherwise: 'all', facts: {} } as const;

function rounded(edge: number): number {
  return Math.round(edge * 1e6) / 1e6;
}

function blank(dataset: string): DatasetSource {
  const nothing = { jurisdictionColumn: null, birthDateColumn: null, ageColumn: null, retentionAnchor: null };
  return { dataset, table: null, subjectKey: null, columns: [], events: [], consent: null, ...nothing };
}

interface Events {
  readonly path: string;
  readonly subjectKey: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly where: RowTest | null;
  readonly measures: readonly MeasurePlan[];
}

function eventSource(dataset: string, { path, subjectKey, columns, where, measures }: Events): DatasetSource {
  const typed = Object.entries(columns).map(([name, type]) => ({ name, type }));
  const file = { ...csv, path: join(DATA, path) };
  return { ...blank(dataset), subjectKey, events: [{ file, subjectKey, columns: typed, where, measures }] };
}

function measure(
  name: string,
  kind: MeasurePlan['measure'],
  columns: readonly string[],
  more: Partial<MeasurePlan> = {},
): MeasurePlan {
  return { name, measure: kind, columns, where: null, scale: 0, asOf: null, type: 'integer', ...more };
}

function plan(source: DatasetSource, features: readonly string[]): PreparationPlan {
  const measures = source.events.flatMap((event) => event.measures);
  const types = new Map([...source.columns, ...measures].map(({ name, type }) => [name, type]));
  const planned = features.map((column) => ({ column, type: types.get(column) as ColumnType, mask: null }));
  return {
    run: source.dataset,
    source,
    at: Date.parse('2026-01-01T00:00:00Z'),
    consentKey: 'x',
    features: planned,
    rowRules: [],
  };
}
