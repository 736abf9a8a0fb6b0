import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { instantOf, packageRoot, readYaml } from '../documents/index.js';
import { editorSchemas } from './index.js';

const root = fileURLToPath(packageRoot());
const folder = join(root, 'config/schemas');

if (process.env['UPDATE_SCHEMAS']) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of editorSchemas()) writeFileSync(join(folder, name), text);
}

function validator(name: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, discriminator: true });
  ajv.addFormat('instant', (text: string) => !Number.isNaN(instantOf(text)));
  return ajv.compile(JSON.parse(editorSchemas().get(name) as string));
}

/** Every document of the release that names its schema in its first line. */
const documents = ['config', 'policies', 'packs'].flatMap((part) =>
  readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(part, name))
    .flatMap((file) => {
      const [, schema] = /\$schema=\S*?([\w-]+\.schema\.json)/.exec(readFileSync(join(root, file), 'utf8')) ?? [];
      return schema === undefined ? [] : [[file, schema] as const];
    }),
);

describe('the schemas for editors', () => {
  // UPDATE_SCHEMAS=1 writes them down after a change.
  it('are written down as they are', () => {
    expect(readdirSync(folder).sort()).toEqual([...editorSchemas().keys()].sort());
    // The formatter may break lines as it likes.
    for (const [name, text] of editorSchemas()) {
      expect([name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]).toEqual([name, JSON.parse(text)]);
    }
  });

  it('are named by the documents of the release', () => {
    expect(documents.length).toBeGreaterThan(40);
    expect(documents.map(([, schema]) => schema).filter((name) => !editorSchemas().has(name))).toEqual([]);
  });

  it.each(documents)('take %s', (file, schema) => {
    const validate = validator(schema);
    const { value } = readYaml(file, readFileSync(join(root, file), 'utf8'));
    expect(validate(value) ? [] : validate.errors).toEqual([]);
  });

  it.each([...editorSchemas().keys()])('%s refuses a document with a key that nobody knows', (name) => {
    expect(validator(name)({ apiVersion: 'probity/v1', surprise: true })).toBe(false);
  });
});
