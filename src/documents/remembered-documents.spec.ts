import { readYaml } from './read-yaml.js';
import { rememberDocuments } from './remembered-documents.js';

describe('documents that a thread remembers', () => {
  const read = (text: string, file = 'a.yaml') => readYaml(file, text);

  it('are the same for the same text of a file alone, and nothing before somebody asks for it', () => {
    expect(read('a: 1')).not.toBe(read('a: 1'));
    rememberDocuments();
    const first = read('a: 1');
    expect(read('a: 1')).toBe(first);
    expect(read('a: 1', 'b.yaml')).not.toBe(first);
    expect(read('a: 2').value).toEqual({ a: 2 });
    expect(read('a: 1')).not.toBe(first);
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
    for (let at = 0; at < 9; at += 1) read(`a: ${'x'.repeat(1_000_000)}`, `large-${at}.yaml`);
    expect(read('a: 1')).not.toBe(first);
    expect(read('a: 1')).toBe(read('a: 1'));
  });
});
