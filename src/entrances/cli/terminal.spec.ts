import { aligned } from './terminal.js';

describe('aligned rows', () => {
  it('stand under each other, also where a number has a separator', () => {
    const text = aligned([
      [580, 'few', 1],
      [17_008, 'many people', 22],
    ]);
    expect(text.split('\n')).toEqual(['     580  few           1', '  17,008  many people  22']);
  });
});
