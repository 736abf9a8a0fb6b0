import { classTable } from '../class-table/index.js';
import { deltaDisclosure } from './delta-disclosure.js';

describe('delta-disclosure', () => {
  it('says that an absence makes it infinite, and the largest finite change beside', () => {
    const found = deltaDisclosure(
      classTable(
        ['s', 't'],
        [
          [2, 0],
          [1, 3],
        ],
      ),
    );
    expect(found).toEqual({ infinite: true, finite: expect.closeTo(Math.LN2, 12) });
  });

  it('counts losses as gains', () => {
    const found = deltaDisclosure(
      classTable(
        ['s', 't'],
        [
          [1, 9],
          [9, 1],
        ],
      ),
    );
    expect(found).toEqual({ infinite: false, finite: expect.closeTo(Math.log(5), 12) });
  });

  it('is not made infinite by a segment that nobody is in', () => {
    expect(
      deltaDisclosure(
        classTable(
          ['s', 'empty'],
          [
            [2, 0],
            [1, 0],
          ],
        ),
      ),
    ).toEqual({ infinite: false, finite: 0 });
  });

  it('of nobody is not there', () => {
    expect(deltaDisclosure(classTable(['s'], []))).toEqual({ infinite: false, finite: null });
  });
});
