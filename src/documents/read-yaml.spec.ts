import { DocumentError, readYaml, readYamlStream } from './index.js';

/** [what is refused, text, code, line, column] */
const REFUSED: readonly (readonly [string, string, string, number, number])[] = [
  ['an empty file', '', 'YAML_EMPTY', 1, 1],
  ['two documents', 'a: 1\n---\nb: 2\n', 'YAML_MANY', 3, 1],
  ['a duplicate key', 'a: 1\nb:\n  c: 1\n  c: 2\n', 'YAML_DUPLICATE_KEY', 4, 3],
  ['a duplicate key in quotes', 'a: 1\n"a": 2\n', 'YAML_DUPLICATE_KEY', 2, 1],
  ['a key that is a mapping', '{ a: 1 }: 2\n', 'YAML_SYNTAX', 1, 1],
  ['a custom tag', 'a: !secret x\n', 'YAML_TAG', 1, 4],
  ['a tag of another language', 'a: !!js/function "x"\n', 'YAML_TAG', 1, 4],
  ['a tab for indentation', 'a:\n\tb: 1\n', 'YAML_SYNTAX', 2, 1],
  ['an alias of nothing', 'a: *b\n', 'YAML_SYNTAX', 1, 4],
  ['an open bracket', 'a: [1, 2\n', 'YAML_SYNTAX', 2, 1],
  ['a bidirectional override', 'a: 1\nb: x\u202ey\n', 'YAML_BIDI', 2, 5],
  ['a bidirectional isolate', 'a: \u2066x\n', 'YAML_BIDI', 1, 4],
  ['a directional mark', '# \u200f\na: 1\n', 'YAML_BIDI', 1, 3],
];

describe('readYaml', () => {
  it.each(REFUSED.map(([what, text, code, line, column]) => ({ what, text, code, line, column })))(
    'refuses $what',
    ({ text, code, line, column }) => {
      expect(mistakesOf(text)[0]).toMatchObject({ code, line, column, file: 'x.yaml' });
    },
  );

  it('reads the YAML 1.2 core schema: words stay words', () => {
    const text =
      'country: NO\nanswer: yes\nswitch: on\nday: 2026-01-01\noctal: 010\nhex: 0x10\ntime: 12:30:45\nnone: ~\n';
    expect(readYaml('x.yaml', text).value).toEqual({
      country: 'NO',
      answer: 'yes',
      switch: 'on',
      day: '2026-01-01',
      octal: 10,
      hex: 16,
      time: '12:30:45',
      none: null,
    });
  });

  it('does not merge by <<, and gives __proto__ as an own key', () => {
    expect(readYaml('x.yaml', 'a: &a { x: 1 }\nb: { <<: *a }\n').value).toEqual({ a: { x: 1 }, b: { '<<': { x: 1 } } });
    const { value } = readYaml('x.yaml', '{ "__proto__": { "admin": true } }');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect((value as { admin?: boolean }).admin).toBeUndefined();
  });

  it('reads 32 levels and refuses 33', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}\n`;
    expect(readYaml('x.yaml', nested(32)).value).toBeDefined();
    expect(mistakesOf(nested(33))[0]).toMatchObject({ code: 'YAML_TOO_DEEP' });
  });

  it.each([
    ['brackets', '['.repeat(200_000)],
    ['braces', '{a: '.repeat(100_000)],
    ['items', '- '.repeat(400_000)],
    ['explicit keys', '? '.repeat(400_000)],
    ['values', ': '.repeat(400_000)],
    ['indentation', Array.from({ length: 1400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['items by indentation', Array.from({ length: 1400 }, (_, at) => `${' '.repeat(at)}-`).join('\n')],
  ])('refuses depth by %s as a mistake: it must not end the process', (_what, text) => {
    expect(mistakesOf(text)[0]).toMatchObject({ code: 'YAML_TOO_DEEP' });
  });

  it('does not take width, comments or long texts for depth', () => {
    const wide = Array.from({ length: 2000 }, (_, at) => `- { a${at}: [x, y], b: "[[[[" } # [[[`).join('\n');
    const text = `wide:\n${wide.replaceAll(/^/gm, '  ')}\ntext: |\n${'    - - - - [[\n'.repeat(200)}last: 1\n`;
    expect(readYaml('x.yaml', text).value).toMatchObject({ last: 1 });
  });

  it('reads 1 MiB and refuses one byte more, counted in bytes', () => {
    const text = (bytes: number) => `a: ${'x'.repeat(bytes - 4)}\n`;
    expect(readYaml('x.yaml', text(1024 * 1024)).value).toBeDefined();
    expect(mistakesOf(text(1024 * 1024 + 1))[0]).toMatchObject({ code: 'YAML_TOO_LARGE', line: 1, column: 1 });
    expect(mistakesOf(`a: ${'ü'.repeat(600_000)}\n`)[0]).toMatchObject({ code: 'YAML_TOO_LARGE' });
  });

  it('refuses aliases that multiply, and more than 20 of them', () => {
    const bomb = ['a0: &a0 [x, x]', ...[1, 2, 3, 4, 5, 6, 7].map((n) => `a${n}: &a${n} [*a${n - 1}, *a${n - 1}]`)];
    expect(mistakesOf(`${bomb.join('\n')}\n`)[0]).toMatchObject({ code: 'YAML_ALIASES' });
    const many = (count: number) => `a: &a 1\nb: [${Array(count).fill('*a').join(', ')}]\n`;
    expect(readYaml('x.yaml', many(20)).value).toBeDefined();
    expect(mistakesOf(many(21))[0]).toMatchObject({ code: 'YAML_ALIASES' });
  });

  it('lists every mistake of a file', () => {
    expect(mistakesOf('a: !x 1\na: 2\nb: !y 2\n').map(({ code, line }) => [code, line])).toEqual([
      ['YAML_TAG', 1],
      ['YAML_DUPLICATE_KEY', 2],
      ['YAML_TAG', 3],
    ]);
  });

  it('reads JSON', () => {
    expect(readYaml('x.json', '{"a": [1, true, null, "é"]}').value).toEqual({ a: [1, true, null, 'é'] });
  });
});

describe('readYamlStream', () => {
  it('gives every document with places of the whole file', () => {
    const [, second] = readYamlStream('x.yaml', 'a: 1\n---\nb:\n  c: 2\n');
    expect(second?.value).toEqual({ b: { c: 2 } });
    expect(second?.placeOf(['b', 'c'])).toEqual({ line: 4, column: 6 });
  });
});

describe('placeOf', () => {
  const document = readYaml('x.yaml', 'top:\n  list:\n    - one\n    - key: value\n  "odd.key": 3\n  empty:\n');

  it('names values, keys and items', () => {
    expect(document.placeOf(['top', 'list', 0])).toEqual({ line: 3, column: 7 });
    expect(document.placeOf(['top', 'list', 1, 'key'])).toEqual({ line: 4, column: 12 });
    expect(document.placeOf(['top', 'list', 1, 'key'], 'key')).toEqual({ line: 4, column: 7 });
    expect(document.placeOf(['top', 'odd.key'])).toEqual({ line: 5, column: 14 });
    expect(document.placeOf([])).toEqual({ line: 1, column: 1 });
  });

  it('names the nearest thing above what is not there', () => {
    expect(document.placeOf(['top', 'list', 7])).toEqual({ line: 2, column: 3 });
    expect(document.placeOf(['top', 'nothing', 'below'])).toEqual({ line: 1, column: 1 });
  });

  it('counts lines the same with Windows line ends', () => {
    expect(readYaml('x.yaml', 'a: 1\r\nb:\r\n  c: 2\r\n').placeOf(['b', 'c'])).toEqual({ line: 3, column: 6 });
  });

  it('follows aliases to the alias, not to what it names', () => {
    expect(readYaml('x.yaml', 'a: &a { x: 1 }\nb: *a\n').placeOf(['b'])).toEqual({ line: 2, column: 4 });
  });
});

function mistakesOf(text: string) {
  try {
    readYaml('x.yaml', text);
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics;
    throw error;
  }
  throw new Error('nothing was refused');
}
