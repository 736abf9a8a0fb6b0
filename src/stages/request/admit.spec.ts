import { DocumentError, readYaml } from '../../documents/index.js';
import type { Dataset } from '../../registers/datasets/index.js';
import { admit } from './index.js';

const column = { categories: ['user.behavior'], roles: ['feature'], provenance: 'observed', type: 'integer' } as const;
const people = {
  name: 'people',
  columns: [{ name: 'visits', ...column }],
  unclassified: [{ name: 'note', categories: [], marked: null }],
} as unknown as Dataset;
const registers = {
  plugins: new Map(),
  datasets: new Map([['people', people]]),
  purposes: new Map([['learn', {}]]),
  destinations: new Map([['desk', {}]]),
};
const admission = { run: 'r', at: 0, actor: { alias: 'a', roles: [], team: 't' }, outside: true } as const;

function mistakesOf(columns: string) {
  const text = `apiVersion: probity/v1\nkind: SegmentationRequest\ndataset: people\npurpose: learn\ndestination: desk\ncolumns: ${columns}\n`;
  try {
    admit(readYaml('request.yaml', text), registers, admission);
    return [];
  } catch (error) {
    return (error as DocumentError).diagnostics;
  }
}

describe('admit', () => {
  it('takes columns that the catalogue classifies', () => expect(mistakesOf('[visits]')).toEqual([]));

  it('refuses a column that nobody has classified, and says which command looks at it', () => {
    expect(mistakesOf('[visits, note]')).toEqual([
      expect.objectContaining({
        code: 'UNCLASSIFIED_COLUMN',
        line: 6,
        path: 'columns[1]',
        found: expect.stringContaining("'note'"),
        expected: expect.stringContaining('probity dataset classify people'),
      }),
    ]);
  });

  it('says of a column that nobody knows its nearest name', () => {
    expect(mistakesOf('[visit]')).toEqual([expect.objectContaining({ code: 'UNKNOWN_NAME', nearest: 'visits' })]);
  });
});
