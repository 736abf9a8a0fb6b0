import { type JsonSchema, walkSchema } from './json-schema.js';

/** What editors show of a property: a sentence, or none where the schema has its own, and an example where none follows. */
export type Note = readonly [sentence: string, example?: unknown];

/** Notes by path; a path without its beginning speaks of every property that ends so. */
export type Notes = Readonly<Record<string, Note>>;

/** Gives every property of a schema its note, and the example of the note or one that follows from what is inside. */
export function describeSchema(schema: JsonSchema, notes: Notes): void {
  const properties = new Map<JsonSchema, string>();
  walkSchema(schema, ({ properties: inner }, path) => {
    for (const [key, one] of Object.entries(inner ?? {})) properties.set(one, path === '' ? key : `${path}.${key}`);
  });
  walkSchema(schema, (one) => {
    const path = properties.get(one);
    if (path !== undefined) describe(one, noteFor(path, notes));
  });
}

function describe(schema: JsonSchema, note: Note | undefined): void {
  const [sentence, given] = note ?? [];
  // What a checker says is expected stays readable beside what the property means.
  const shape = schema.description && schema.description !== sentence ? ` (${schema.description})` : '';
  if (sentence) schema.description = /^[A-Z]/.test(schema.description ?? '') ? sentence : `${sentence}${shape}`;
  const example = given ?? exampleOf(schema);
  if (example !== undefined) schema.examples = [example];
}

/** The note with the longest ending of the path. */
export function noteFor(path: string, notes: Notes): Note | undefined {
  const steps = path.split('.');
  const key = steps.map((_, at) => steps.slice(at).join('.')).find((ending) => Object.hasOwn(notes, ending));
  return key === undefined ? undefined : notes[key];
}

/** An example that follows from a schema: its constant, default, first word, or what is required inside it. */
function exampleOf(schema: JsonSchema): unknown {
  const { examples, items, properties, type } = schema;
  if (examples) return examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return exampleOf(schema.anyOf[0] as JsonSchema);
  if (type === 'boolean') return true;
  if (items) return exampleOf(items) === undefined ? undefined : [exampleOf(items)];
  if (!properties) return undefined;
  const needed = schema.required?.length ? schema.required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(needed.map((key) => [key, exampleOf(properties[key] as JsonSchema)]));
}
