import { association, balance, judgeFairness, totalVariation } from '../../../src/measures/index.js';
import { describeWith } from '../../data-sets.js';
import { cross, lazily, lines } from './tables.js';

const told = describeWith('credit-card-clients');

told('credit cards by limit', () => {
  const file = lazily(() => lines('credit-card-clients/credit-card-clients.csv').map((line) => line.split(',')));
  const at = (name: string) => (file()[0] as string[]).indexOf(name);
  const cards = (group: (row: string[]) => string) => cross(file().slice(1), group, limit);
  const column = (name: string) => (row: string[]) => row[at(name)] as string;
  const limit = (row: string[]) =>
    `L${[50000, 140000, 240000].filter((end) => Number(row[at('LIMIT_BAL')]) > end).length}`;

  it('have the reference figures by sex', () => {
    const table = cards(column('SEX'));
    expect(association(table)).toMatchObject({
      total: 30000,
      chiSquare: expect.closeTo(393.5559936319, 8),
      g: expect.closeTo(390.7020567694, 8),
      cramerV: expect.closeTo(0.1145361651, 9),
      cramerVCorrected: expect.closeTo(0.1141006738, 9),
      mutualInformation: expect.closeTo(0.006511700946, 11),
    });
    expect(balance(table)).toMatchObject({
      chierichetti: expect.closeTo(0.5313757039, 9),
      bera: expect.closeTo(0.8165752841, 9),
    });
    expect(totalVariation(table).totalVariation).toBeCloseTo(0.0990417334, 9);
  });

  it('have the reference figures by education and by sex and marriage', () => {
    const education = association(cards(column('EDUCATION')));
    expect([education.chiSquare, education.cramerV]).toEqual([
      expect.closeTo(2411.7167796066, 7),
      expect.closeTo(0.1636974438, 9),
    ]);
    const both = association(cards((row) => `${column('SEX')(row)}|${column('MARRIAGE')(row)}`));
    expect([both.chiSquare, both.cramerV]).toEqual([expect.closeTo(953.056680843, 8), expect.closeTo(0.102905387, 9)]);
  });

  it.each(['none', 'holm'] as const)('have the reference verdicts with correction %s', (correction) => {
    const table = cards(column('SEX'));
    const options = { ratioMin: 0.8, confidence: 0.95, correction, groupSizeMin: 30 };
    const result = judgeFairness([{ trait: 'sex', status: 'held', table }], options);
    const verdicts = result.traits[0]?.comparisons.map(({ segment, verdict }) => [segment, verdict]);
    expect(verdicts).toEqual([
      ['L0', 'fail'],
      ['L1', 'inconclusive'],
      ['L2', 'inconclusive'],
      ['L3', 'pass'],
    ]);
    expect(result.traits[0]?.verdict).toBe('fail');
  });
});
