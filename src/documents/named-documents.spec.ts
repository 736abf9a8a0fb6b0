import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { DocumentError, readNamedDocuments, registerOf } from './index.js';

const Schema = Type.Object({ name: Type.String(), size: Type.Integer() }, { additionalProperties: false });

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'named-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function read(...folders: readonly string[]) {
  const { good, mistakes } = readNamedDocuments(folders, Schema);
  return registerOf(
    good.map(({ value }) => value),
    mistakes,
  );
}

function mistakesOf(...folders: readonly string[]): readonly string[] {
  try {
    read(...folders);
    return [];
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics.map(({ code, line }) => `${code} ${line}`);
    throw error;
  }
}

describe('documents of one register', () => {
  it('are read by name, sorted and frozen, from several folders', () => {
    const register = read(
      folderOf({ 'b.yaml': 'name: b\nsize: 2\n', 'notes.md': '#' }),
      folderOf({ 'a.yaml': 'name: a\nsize: 1\n' }),
    );
    expect([...register.keys()]).toEqual(['a', 'b']);
    expect(Object.isFrozen(register.get('a'))).toBe(true);
  });

  it('have a digest of what they say, not of where or how it is written', () => {
    const one = read(folderOf({ 'a.yaml': 'name: a\nsize: 1\n', 'b.yaml': 'name: b\nsize: 2\n' }));
    const two = read(
      folderOf({ 'b.yaml': '{ size: 2, name: b } # later\n' }),
      folderOf({ 'a.yaml': '{ size: 1, name: a }\n' }),
    );
    expect(two.digest).toBe(one.digest);
    expect(read(folderOf({ 'a.yaml': 'name: a\nsize: 3\n' })).digest).not.toBe(one.digest);
  });

  it('say the mistakes of all files at once', () => {
    const folder = folderOf({
      'a.yaml': 'name: a\nsize: big\n',
      'b.yaml': 'name: c\nsize: 1\n',
      'd.yaml': 'name: [\n',
    });
    expect(mistakesOf(folder)).toEqual(['WRONG_TYPE 2', 'NAME_OF_FILE 1', expect.stringMatching(/^YAML_SYNTAX/)]);
  });

  it('have one name each over all folders', () => {
    const text = { 'a.yaml': 'name: a\nsize: 1\n' };
    expect(mistakesOf(folderOf(text), folderOf(text))).toEqual(['NAME_TWICE 1']);
  });

  it('may be none: a folder that is not there holds nothing', () => {
    expect(read(join(tmpdir(), 'nowhere-at-all')).size).toBe(0);
  });
});
