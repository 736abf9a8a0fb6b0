import { readHierarchyLines } from './read-hierarchy.js';

describe('a hierarchy file', () => {
  it('has levels parted by semicolons, with the line of each value', () => {
    const text = '\uFEFFflu; cold ;*\r\n\r\n"a;b";"say ""x""";*\n';
    expect(readHierarchyLines(text)).toEqual([
      { line: 1, names: ['flu', 'cold', '*'] },
      { line: 3, names: ['a;b', 'say "x"', '*'] },
    ]);
  });

  it('keeps empty fields, so that a missing name shows', () => {
    expect(readHierarchyLines('a;;*\nb;c;')).toEqual([
      { line: 1, names: ['a', '', '*'] },
      { line: 2, names: ['b', 'c', ''] },
    ]);
  });
});
