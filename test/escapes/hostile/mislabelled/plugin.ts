import { definePlugin, type Labels } from 'probity/plugin';
import { Type } from 'typebox';

const TRICKS: Readonly<Record<string, (rowCount: number) => Partial<Labels>>> = {
  honest: (rowCount) => ({ codes: new Int32Array(rowCount) }),
  'one too few': (rowCount) => ({ codes: new Int32Array(rowCount - 1) }),
  'one too many': (rowCount) => ({ codes: new Int32Array(rowCount + 1) }),
  'no such segment': (rowCount) => ({ codes: new Int32Array(rowCount).fill(7) }),
  'below unassigned': (rowCount) => ({ codes: new Int32Array(rowCount).fill(-2) }),
  'two of one name': (rowCount) => ({ segments: ['segment 1', 'segment 1'], codes: new Int32Array(rowCount) }),
};

export default definePlugin({
  name: 'mislabelled',
  version: '1.0.0',
  title: 'A plugin that gives wrong labels',
  gives: 'labels',
  rows: 'all',
  sampleSizeMax: 100,
  needs: { min: 1, max: 10, numeric: false },
  options: Type.Object({ trick: Type.String() }, { additionalProperties: false }),
  refusals: {},
  facts: {},
  words: [],
  segment: ({ options, rowCount }) => ({
    version: 1,
    form: 'labels',
    segments: ['segment 1'],
    codes: new Int32Array(rowCount),
    facts: {},
    ...TRICKS[options.trick]?.(rowCount),
  }),
});
