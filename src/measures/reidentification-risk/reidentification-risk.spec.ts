import { classTable } from '../class-table/index.js';
import { reidentificationRisk } from './reidentification-risk.js';

describe('the risk of re-identification', () => {
  it('is over people and over classes two different figures', () => {
    const risk = reidentificationRisk(classTable(['s'], [[1], [4], [4]]));
    expect(risk).toEqual({ highest: 1, peopleAverage: 3 / 9, classAverage: 0.5, shareAbove: 1 });
  });

  it('is above a threshold for people of small classes, and not for those at the threshold', () => {
    const table = classTable(['s'], [[4], [5], [11]]);
    expect(reidentificationRisk(table).shareAbove).toBe(0.2);
    expect(reidentificationRisk(table, 0.09).shareAbove).toBe(1);
    expect(reidentificationRisk(table, 0.1).shareAbove).toBe(0.45);
  });

  it('leaves suppressed people out: three classes of two and one suppressed row', () => {
    expect(reidentificationRisk(classTable(['s'], [[2], [2], [2]], 1)).peopleAverage).toBe(0.5);
  });

  it('hides the one person who is alone among ten thousand in its average', () => {
    const risk = reidentificationRisk(classTable(['s'], [[10_000], [1]]));
    expect(risk.highest).toBe(1);
    expect(risk.peopleAverage).toBeLessThan(0.0003);
  });

  it('of nobody is not there', () => {
    expect(reidentificationRisk(classTable(['s'], []))).toEqual({
      highest: null,
      peopleAverage: null,
      classAverage: null,
      shareAbove: null,
    });
  });
});
