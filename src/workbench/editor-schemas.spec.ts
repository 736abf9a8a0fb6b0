import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { instantOf, packageRoot, readYaml } from '../documents/index.js';
import { editorSchemas } from './index.js';
import { type JsonSchema, noteFor, notesOf, walkSchema } from './schema-notes/index.js';

const root = fileURLToPath(packageRoot());
const folder = join(root, 'config/schemas');
const schemas = editorSchemas();

if (process.env['UPDATE_SCHEMAS']) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of schemas) writeFileSync(join(folder, name), text);
}

const validators = new Map<string, ValidateFunction>();

function validator(name: string): ValidateFunction {
  const made = validators.get(name) ?? compiled(name);
  validators.set(name, made);
  return made;
}

// One of each for all schemas: a new one first compiles the schema of schemas.
const ajv = new Ajv({ strict: false, discriminator: true });
ajv.addFormat('instant', (text: string) => !Number.isNaN(instantOf(text)));
const ajvOfExamples = new Ajv({ strict: false, formats: { instant: true } });

function compiled(name: string): ValidateFunction {
  return ajv.compile(JSON.parse(schemas.get(name) as string));
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
    expect(readdirSync(folder).sort()).toEqual([...schemas.keys()].sort());
    // The formatter may break lines as it likes.
    for (const [name, text] of schemas) {
      expect([name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]).toEqual([name, JSON.parse(text)]);
    }
  });

  it('are named by the documents of the release', () => {
    expect(documents.length).toBeGreaterThan(40);
    expect(documents.map(([, schema]) => schema).filter((name) => !schemas.has(name))).toEqual([]);
  });

  it.each(documents)('take %s', (file, schema) => {
    const validate = validator(schema);
    const { value } = readYaml(file, readFileSync(join(root, file), 'utf8'));
    expect(validate(value) ? [] : validate.errors).toEqual([]);
  });

  it.each([...schemas.keys()])('%s has a sentence and an example that fits on every property', (name) => {
    const schema: JsonSchema = JSON.parse(schemas.get(name) as string);
    const bare: string[] = [];
    const unfit: string[] = [];
    for (const [part, one] of [['', schema] as const, ...Object.entries(schema.definitions ?? {})]) {
      walkSchema(one, ({ properties = {} }, path) => {
        for (const [key, property] of Object.entries(properties)) {
          const at = [part, path, key].filter(Boolean).join('.');
          const { description, examples } = property;
          if (!description || description.length < 6 || examples?.length !== 1) bare.push(at);
          else if (examples[0] === undefined || !fits(schema, property, examples[0])) unfit.push(at);
        }
      });
    }
    expect({ bare, unfit }).toEqual({ bare: [], unfit: [] });
  });

  it.each([
    'cases',
    'fixtures',
    'policy',
    'purpose',
    'destination',
    'dataset',
    'legal-profile',
    'taxonomy',
    'pack',
    'lint',
  ])('have no note of %s that speaks of nothing', (name) => {
    const notes = notesOf(name);
    const used = new Set<unknown>();
    walkSchema(JSON.parse(schemas.get(`${name}.schema.json`) as string), ({ properties = {} }, path) => {
      for (const key of Object.keys(properties)) used.add(noteFor(path === '' ? key : `${path}.${key}`, notes));
    });
    expect(Object.keys(notes).filter((key) => !used.has(notes[key]))).toEqual([]);
  });

  it('know facts, the operators of their types and their words', () => {
    const validate = validator('access-policy.schema.json');
    const takes = (when: unknown) => validate(policyWith(when));
    expect(takes({ fact: 'purpose.effect', in: ['price'] })).toBe(true);
    expect(takes({ not: { all: [{ fact: 'actor.trainedUntil', after: 'now' }] } })).toBe(true);
    expect(takes({ fact: 'purpose.effekt', eq: 'price' })).toBe(false);
    expect(takes({ fact: 'purpose.effect', eq: 'prize' })).toBe(false);
    expect(takes({ fact: 'purpose.effect', has: 'price' })).toBe(false);
    expect(takes({ fact: 'isolation.level', gte: '2' })).toBe(false);
    expect(takes({ fact: 'isolation.level', gte: 2, lt: 3 })).toBe(false);
    expect(takes({ any: [] })).toBe(false);
  });

  it.each([...schemas.keys()])('%s refuses a document with a key that nobody knows', (name) => {
    expect(validator(name)({ apiVersion: 'probity/v1', surprise: true })).toBe(false);
  });
});

const fitting = new Map<string, boolean>();

// Kinds of policy have most of their parts in common, and compiling is what takes time.
function fits(root: JsonSchema, property: JsonSchema, example: unknown): boolean {
  const key = JSON.stringify([property, root.definitions?.['facts']]);
  const known = fitting.get(key);
  if (known !== undefined) return known;
  const refers = key.includes('$ref');
  const fit = ajvOfExamples.validate({ ...property, ...(refers ? { definitions: root.definitions } : {}) }, example);
  fitting.set(key, fit);
  return fit;
}

function policyWith(when: unknown) {
  const metadata = { name: 'a', title: 'A', owner: 'o', effective: { from: '2026-01-01' }, mode: 'enforce' };
  return { apiVersion: 'probity/v1', kind: 'AccessPolicy', metadata, spec: { effect: 'prohibit', when } };
}
