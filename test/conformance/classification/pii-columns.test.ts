import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClassifiedSource, type ColumnFinding, classifySource } from '../../../src/classification/index.js';
import { type DataEngine, openDuckDb } from '../../../src/engines/index.js';
import { DATA, describeWith } from '../../data-sets.js';
import { PATTERN_COLUMNS, TRUTH } from './pii-columns.js';

const FILE = `${DATA}pii-texts/FakeNameGenerator.com_100.csv`;
const NAMES = Object.keys(TRUTH);

describeWith('pii-texts')('the columns of a hundred made-up identities', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-columns-'));
  let engine: DataEngine;
  let named: ClassifiedSource;
  let nameless: ClassifiedSource;

  beforeAll(async () => {
    engine = await openDuckDb({ workFolder: join(folder, 'work') });
    named = await classify(FILE);
    // The same values below names that say nothing.
    const lines = readFileSync(FILE, 'utf8').split('\n').slice(1);
    writeFileSync(join(folder, 'nameless.csv'), [NAMES.map((_, at) => `c${at}`).join(), ...lines].join('\n'));
    nameless = await classify(join(folder, 'nameless.csv'));
  }, 120_000);

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });

  function classify(path: string): Promise<ClassifiedSource> {
    const file = { path, format: 'csv', table: null, header: true, columns: [], nulls: [], trim: false } as const;
    return classifySource(engine, { file, declared: null, special: [] });
  }

  /** Columns of which something is said, with whether it is right. */
  function flagged({ columns }: ClassifiedSource) {
    return columns.flatMap((one, at) =>
      isFlagged(one) ? [{ name: NAMES[at] as string, right: isRight(one, NAMES[at] as string) }] : [],
    );
  }

  function isFlagged({ certainty }: ColumnFinding): boolean {
    return certainty === 'certain' || certainty === 'likely';
  }

  function isRight({ categories: [found = ''] }: ColumnFinding, name: string): boolean {
    const wanted = TRUTH[name];
    return wanted != null && (found === wanted || found.startsWith(`${wanted}.`) || wanted.startsWith(`${found}.`));
  }

  it('are all in the file', () => expect(named.columns.map(({ name }) => name)).toEqual(NAMES));

  it('are named with a precision of at least 0.8 where every one with a published form is found', () => {
    const found = flagged(named);
    expect(found.filter(({ right }) => right).map(({ name }) => name)).toEqual(expect.arrayContaining(PATTERN_COLUMNS));
    expect(found.filter(({ right }) => right).length / found.length).toBeGreaterThanOrEqual(0.8);
  });

  it('leave no column that holds something unnamed', () => {
    const found = new Set(flagged(named).map(({ name }) => name));
    expect(NAMES.filter((name) => TRUTH[name] !== null && !found.has(name))).toEqual([]);
  });

  // By values alone a telephone number in national form and a birthday are digits like any others: that is not claimed.
  it('are named by their values alone where the form says enough, with the same precision', () => {
    const found = flagged(nameless);
    expect(found.filter(({ right }) => right).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['EmailAddress', 'CCNumber', 'Domain', 'GUID', 'BrowserUserAgent', 'BloodType']),
    );
    expect(found.filter(({ right }) => right).length / found.length).toBeGreaterThanOrEqual(0.8);
  });

  it('give a set of columns that tells everybody apart, and its parts, which do not', () => {
    const best = named.sets.sets.filter(({ columns }) => columns.length === 3)[0];
    expect(best?.distinction).toBeGreaterThan(0.95);
    for (const one of best?.columns ?? []) {
      const alone = named.sets.sets.find(({ columns }) => columns.length === 1 && columns[0] === one);
      expect(alone?.distinction ?? 0).toBeLessThan(best?.distinction as number);
    }
  });
});
