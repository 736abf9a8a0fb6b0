import fc from 'fast-check';
import { classTable } from '../class-table/index.js';
import { tCloseness } from './t-closeness.js';

describe('t-closeness', () => {
  const salaries = ['3', '4', '5', '6', '7', '8', '9', '10', '11'];
  const having = (...values: number[]) => salaries.map((salary) => (values.includes(Number(salary)) ? 1 : 0));

  it('has the ordered distances of the salary table', () => {
    // The largest class distance counts, so each class is seen beside the two that are nearer to all people.
    expect(tCloseness(classTable(salaries, [having(3, 4, 5), having(6, 8, 11), having(7, 9, 10)])).ordered).toBeCloseTo(
      0.375,
      12,
    );
    const without = classTable(salaries, [having(6, 8, 11), having(3, 4, 5, 7, 9, 10)]);
    expect(tCloseness(without).ordered).toBeCloseTo(1 / 6, 9);
  });

  it('is 0 for one segment, for one class, and for classes that are all alike', () => {
    for (const table of [
      classTable(['s'], [[3], [4]]),
      classTable(['s', 't'], [[3, 4]]),
      classTable(
        ['s', 't'],
        [
          [1, 2],
          [2, 4],
        ],
      ),
    ]) {
      expect(tCloseness(table)).toEqual({ equal: 0, ordered: 0, hierarchical: null });
    }
  });

  it('takes no notice of segments without people', () => {
    const found = tCloseness(
      classTable(
        ['s', 'empty', 't'],
        [
          [4, 0, 0],
          [2, 0, 2],
        ],
      ),
    );
    expect(found).toEqual(
      tCloseness(
        classTable(
          ['s', 't'],
          [
            [4, 0],
            [2, 2],
          ],
        ),
      ),
    );
    expect(found.equal).toBe(0.25);
  });

  it('of nobody is not there', () => {
    expect(tCloseness(classTable(['s'], []))).toEqual({ equal: null, ordered: null, hierarchical: null });
  });
});

describe('t-closeness over a tree', () => {
  const digestive = ['digestive system', 'respiratory and digestive'];
  const respiratory = ['lung', 'respiratory and digestive'];
  const diseases = [
    ['gastric ulcer', 'stomach', ...digestive],
    ['gastritis', 'stomach', ...digestive],
    ['stomach cancer', 'stomach', ...digestive],
    ['flu', 'infection', ...respiratory],
    ['bronchitis', 'infection', ...respiratory],
    ['pneumonia', 'infection', ...respiratory],
  ];
  const names = diseases.map(([name]) => name as string);
  const having = (...ill: string[]) => names.map((name) => ill.filter((one) => one === name).length);

  it('is that of nine patients, worked out by hand', () => {
    const classes = [
      having('gastric ulcer', 'stomach cancer', 'pneumonia'),
      having('gastritis', 'flu', 'bronchitis'),
      having('gastritis', 'bronchitis', 'stomach cancer'),
    ];
    // Within the stomach 3/9 - 1/9 meet at a third of the way up, and so on; between the systems at the root.
    expect(tCloseness(classTable(names, classes), diseases).hierarchical).toBeCloseTo(8 / 27, 12);
    const first = classTable(names, [
      classes[0] as number[],
      having('gastritis', 'flu', 'bronchitis', 'gastritis', 'bronchitis', 'stomach cancer'),
    ]);
    expect(tCloseness(first, diseases).hierarchical).toBeCloseTo(7 / 27, 12);
  });

  const counts = fc.array(fc.array(fc.nat(6), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 6 });

  it('is the equal distance when all segments hang on the root', () => {
    fc.assert(
      fc.property(counts, (classes) => {
        const found = tCloseness(
          classTable(names, classes),
          names.map((name) => [name, 'root']),
        );
        if (found.equal === null) expect(found.hierarchical).toBeNull();
        else expect(found.hierarchical).toBeCloseTo(found.equal, 12);
      }),
    );
  });

  it('is the flow over the edges of the tree, and never more than the equal distance', () => {
    fc.assert(
      fc.property(counts, (classes) => {
        const table = classTable(names, classes);
        const { hierarchical, equal } = tCloseness(table, diseases);
        if (hierarchical === null || equal === null) return;
        const people = table.classes.reduce((sum, { size, times }) => sum + size * times, 0);
        const overall = names.map(
          (_, at) => table.classes.reduce((sum, one) => sum + (one.counts[at] as number) * one.times, 0) / people,
        );
        const flows = table.classes.map(({ counts: own, size }) => {
          const extra = own.map((count, at) => count / size - (overall[at] as number));
          // Every edge is a step of the same height, and what leaves a node goes over the edge to its parent.
          const nodes = [0, 1, 2].flatMap((level) => [...new Set(diseases.map((path) => path.slice(level).join('/')))]);
          const out = nodes.map((node) =>
            Math.abs(
              extra.reduce((sum, one, at) => sum + ((diseases[at] as string[]).join('/').endsWith(node) ? one : 0), 0),
            ),
          );
          return out.reduce((sum, one) => sum + one, 0) / 6;
        });
        expect(hierarchical).toBeCloseTo(Math.max(...flows), 10);
        expect(hierarchical).toBeLessThanOrEqual(equal + 1e-12);
      }),
    );
  });

  it('refuses what is no tree of the segments', () => {
    const table = classTable(['s', 't'], [[1, 2]]);
    for (const paths of [
      [['s', 'root']],
      [
        ['s', 'a'],
        ['t', 'b'],
      ],
      [['s'], ['t']],
      [
        ['s', 'x', 'r'],
        ['t', 'r'],
      ],
    ]) {
      expect(() => tCloseness(table, paths)).toThrow('MEASURE_OPTION_INVALID');
    }
  });
});
