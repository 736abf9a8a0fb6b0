import { readYaml } from './read-yaml.js';
import { MadeOfDocuments, rememberDocuments } from './remembered-documents.js';

describe('documents that a thread remembers', () => {
  const read = (text: string, file = 'a.yaml') => readYaml(file, text);

  it('are parsed once for one text, in whatever file, and not before somebody asks for it', () => {
    expect(read('a: 1')).not.toBe(read('a: 1'));
    rememberDocuments();
    const first = read('a: 1');
    expect(read('a: 1')).toBe(first);
    expect(read('a: 2').value).toEqual({ a: 2 });
    expect(read('a: 1')).toBe(first);
    const moved = read('a: 1', 'b.yaml');
    expect(moved.value).toBe(first.value);
    expect(moved.diagnostic(['a'], { code: 'X', found: '1', expected: '2' })).toMatchObject({
      file: 'b.yaml',
      line: 1,
    });
  });

  it('cannot be changed, and mistakes are found every time', () => {
    const { value } = read('list: [1, { deep: 2 }]');
    expect(() => Object.assign((value as { list: object[] }).list[1] as object, { deep: 3 })).toThrow(TypeError);
    for (const text of ['a: 1', 'a: 1\na: 2', 'a: 1']) {
      if (text.includes('2')) expect(() => read(text)).toThrow('YAML_DUPLICATE_KEY');
      else expect(read(text).value).toEqual({ a: 1 });
    }
  });

  it('are let go when there is too much text of them', () => {
    const first = read('a: 1');
    for (let at = 0; at < 9; at += 1) read(`a: ${at}${'x'.repeat(1_000_000)}`, `large-${at}.yaml`);
    expect(read('a: 1')).not.toBe(first);
    expect(read('a: 1')).toBe(read('a: 1'));
  });
});

describe('what was made of documents', () => {
  it('is known again for the same value and ground, and only where the value cannot change', () => {
    const made = new MadeOfDocuments<string>();
    const document = readYaml('c.yaml', 'c: [1]');
    for (const ground of ['one', 'two']) made.keep(document, ground, `made with ${ground}`);
    expect(made.known(readYaml('d.yaml', 'c: [1]'), 'one')).toBe('made with one');
    expect(made.known(document, 'three')).toBeUndefined();
    expect(made.known(readYaml('c.yaml', 'c: [2]'), 'one')).toBeUndefined();
    const loose = document.withValue({ c: [1] });
    made.keep(loose, 'one', 'made of something that can change');
    expect(made.known(loose, 'one')).toBeUndefined();
    for (const ground of ['three', 'four', 'five']) made.keep(document, ground, ground);
    expect(made.known(document, 'one')).toBeUndefined();
  });
});
