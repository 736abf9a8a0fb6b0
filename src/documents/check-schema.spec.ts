import { Type } from 'typebox';
import { checkSchema, DocumentError, hasShape, readYaml, renderDiagnostic, sortedDiagnostics } from './index.js';

const closed = { additionalProperties: false } as const;
const Schema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z]+$', description: 'a small word' }),
    colour: Type.Optional(Type.Enum(['red', 'green', 'blue'])),
    size: Type.Optional(Type.Union([Type.Integer(), Type.Literal('all')], { description: "a number or 'all'" })),
    from: Type.Optional(Type.String({ format: 'instant', description: 'an instant' })),
    parts: Type.Optional(Type.Array(Type.Object({ weight: Type.Number({ minimum: 0 }) }, closed))),
  },
  closed,
);

const mistakes = (text: string) => checkSchema(readYaml('x.yaml', text), Schema);

describe('checkSchema', () => {
  it('finds nothing in what fits', () => {
    expect(mistakes('name: a\ncolour: red\nsize: all\nfrom: 2026-01-01\nparts: [{ weight: 1.5 }]\n')).toEqual([]);
  });

  it('points at an unknown key and names the nearest', () => {
    expect(mistakes('name: a\ncolor: red\n')).toMatchObject([
      { code: 'UNKNOWN_KEY', line: 2, column: 1, path: 'color', nearest: 'colour' },
    ]);
  });

  it('points at the mapping that lacks a key', () => {
    expect(mistakes('name: a\nparts:\n  - weight: 1\n  - {}\n')).toMatchObject([
      { code: 'MISSING_KEY', line: 4, column: 5, path: 'parts[1]', expected: "the key 'weight'" },
    ]);
  });

  it('names the nearest word of a closed list', () => {
    expect(mistakes('name: a\ncolour: gren\n')).toMatchObject([
      { code: 'UNKNOWN_VALUE', line: 2, column: 9, nearest: 'green', expected: 'one of red, green, blue' },
    ]);
  });

  it('reduces a union to one mistake with its sentence', () => {
    expect(mistakes('name: a\nsize: some\n')).toMatchObject([
      { code: 'WRONG_TYPE', path: 'size', expected: "a number or 'all'" },
    ]);
  });

  it('says a wrong type once, and a wrong form by its description', () => {
    expect(mistakes('name: [a]\n')).toMatchObject([{ code: 'WRONG_TYPE', found: 'a list', expected: 'string' }]);
    expect(mistakes('name: A1\n')).toMatchObject([{ code: 'OUT_OF_RANGE', expected: 'a small word' }]);
    expect(mistakes('name: a\nfrom: 2026-02-30\n')).toMatchObject([{ code: 'OUT_OF_RANGE', expected: 'an instant' }]);
  });

  it('says a bound in the words of a reader', () => {
    expect(mistakes('name: a\nparts: [{ weight: -1 }]\n')).toMatchObject([
      { code: 'OUT_OF_RANGE', path: 'parts[0].weight', expected: 'at least 0' },
    ]);
  });

  it('lists all mistakes', () => {
    expect(mistakes('nam: a\ncolour: 3\nparts: [{ weight: -1, wieght: 1 }]\n')).toHaveLength(5);
  });

  it('cuts what it shows of a long value', () => {
    expect(mistakes(`name: ${'A'.repeat(500)}\n`)[0]?.found).toBe(`'${'A'.repeat(60)}'`);
  });

  it('reads keys that look like paths', () => {
    const document = readYaml('x.yaml', 'a/b~c:\n  - 3\n');
    const schema = Type.Object({ 'a/b~c': Type.Array(Type.String()) }, closed);
    expect(checkSchema(document, schema)).toMatchObject([{ line: 2, column: 5 }]);
  });
});

describe('hasShape', () => {
  it('takes plain values', () => {
    expect(hasShape(Schema, { name: 'a' })).toBe(true);
    expect(hasShape(Schema, { name: 'a', more: 1 })).toBe(false);
    expect(hasShape(Schema, null)).toBe(false);
  });
});

describe('a diagnostic', () => {
  it('shows place, code, path, what was found and expected, and a caret', () => {
    const [first] = mistakes('name: a\ncolour: gren\n');
    expect(first && renderDiagnostic(first)).toBe(
      "x.yaml:2:9 UNKNOWN_VALUE colour: 'gren'; expected one of red, green, blue, did you mean 'green'?\n" +
        '2 | colour: gren\n            ^',
    );
  });

  it('cuts a long line around its place', () => {
    const document = readYaml('x.yaml', `name: ${'b'.repeat(300)}\n`);
    const { excerpt } = document.diagnostic(['name'], { code: 'X', found: 'x', expected: 'y' });
    expect(excerpt.split('\n')[0]).toHaveLength('1 | '.length + 120);
  });

  it('is sorted by file, line and column, each once', () => {
    const found = mistakes('nam: a\ncolour: 3\n');
    const other = found.map((one) => ({ ...one, file: 'a.yaml' }));
    const sorted = sortedDiagnostics([...found, ...other, ...found].reverse());
    expect(sorted).toHaveLength(2 * found.length);
    expect(sorted[0]?.file).toBe('a.yaml');
    expect(new DocumentError(sorted).message).toContain(`${sorted.length} mistakes`);
  });
});
