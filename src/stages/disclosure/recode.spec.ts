import type { DataEngine, QuasiIdentifierPlan } from '../../engines/index.js';
import { codeValues, combinationsOf, levelNames } from '../../generalisation/index.js';
import type { Limits, Permit } from '../decision/index.js';
import type { Segmentation } from '../segmentation/index.js';
import { recode, recodingTargets } from './recode.js';

const recoded = { kMin: null, lMin: null, tMax: null, suppressionMax: null };
const none = { recoded, kMin: null, kWithSegmentMin: null, lMin: null, tMax: null, cellSizeMin: 5, noise: null };
const limits = (change: object = {}) => ({ ...none, ...change }) as unknown as Limits;
const plan = (column: string): QuasiIdentifierPlan => ({
  column,
  type: 'text',
  hierarchy: { kind: 'values', rows: [['a'], ['b']] },
});
const rows = {} as Segmentation['rows'];

/** Ten people with a and ten with b, whatever is asked. */
const engine = {
  countQuasiIdentifiers: async (_: unknown, plans: readonly QuasiIdentifierPlan[]) => {
    const coded = plans.map(({ column, hierarchy }) =>
      codeValues(column, ['a', 'b'], { hierarchy: levelNames(hierarchy), ordered: false }),
    );
    const counted = {
      codes: coded.map(({ grounds }) => grounds),
      segment: new Int32Array(2),
      people: Int32Array.of(10, 10),
    };
    return {
      combinations: combinationsOf(
        coded.map(({ attribute }) => attribute),
        counted,
        ['s'],
      ),
    };
  },
} as unknown as DataEngine;

function permit(granted: readonly object[], change: object = {}, asked: object = {}): Permit {
  const release = { kAnonymous: { columns: ['age', 'sex'], k: 2, ...asked } };
  return { request: { release }, columns: granted, limits: limits(change) } as unknown as Permit;
}

describe('targets of a k-anonymous table', () => {
  it('are the strictest of request and policies, and k is never under the minimum cell', () => {
    const ask = { columns: ['age'], k: 3, l: 2, t: 0.5, suppressionMax: 0.1 };
    expect(recodingTargets(ask, limits())).toEqual({ k: 5, l: 2, t: 0.5, suppressionMax: 0.1 });
    const strict = { kMin: 20, lMin: 3, tMax: 0.2, suppressionMax: 0.02 };
    expect(recodingTargets(ask, limits({ recoded: strict }))).toEqual({ k: 20, l: 3, t: 0.2, suppressionMax: 0.02 });
    expect(
      recodingTargets({ columns: ['age'], k: 3 }, limits({ kMin: 7, kWithSegmentMin: 9, lMin: 4, tMax: 0.3 })),
    ).toEqual({
      ...{ k: 9, l: 4, t: 0.3, suppressionMax: 0 },
    });
  });
});

describe('a k-anonymous table', () => {
  const open = (name: string) => ({ name, mask: null });
  const plans = [plan('age'), plan('sex')];

  it('has the columns that are granted as they are', async () => {
    const found = await recode(engine, permit([open('age'), open('sex')]), rows, plans);
    expect(found).toMatchObject({ kind: 'reached', columns: ['age', 'sex'], masked: [], vector: [0, 0] });
  });

  it('has no column that a policy masks, nor one that was not granted', async () => {
    const masked = { name: 'age', mask: { kind: 'suppress' } };
    expect(await recode(engine, permit([masked, open('sex')]), rows, plans)).toMatchObject({
      columns: ['sex'],
      masked: ['age'],
    });
    expect(await recode(engine, permit([open('sex')]), rows, plans)).toMatchObject({
      columns: ['sex'],
      masked: ['age'],
    });
    expect(await recode(engine, permit([]), rows, plans)).toMatchObject({
      kind: 'unreached',
      why: 'EVERY_COLUMN_MASKED',
    });
  });

  it('is not there under noise, nor where it cannot reach its targets', async () => {
    const both = [open('age'), open('sex')];
    expect(await recode(engine, permit(both, { noise: {} }), rows, plans)).toMatchObject({
      why: 'NO_ROWS_UNDER_NOISE',
    });
    expect(await recode(engine, permit(both, {}, { k: 100 }), rows, plans)).toMatchObject({
      why: 'TARGETS_NOT_REACHED',
    });
    const parted = permit(both, {}, { k: 100, method: 'partition' });
    expect(await recode(engine, parted, rows, plans)).toMatchObject({ why: 'TARGETS_NOT_REACHED' });
  });
});
