/** A JSON Schema (draft 7) as plain data, as far as the documents of this project use it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | readonly string[];
  description?: string;
  examples?: unknown[];
  default?: unknown;
  const?: unknown;
  enum?: readonly unknown[];
  required?: readonly string[];
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  definitions?: Record<string, JsonSchema>;
  if?: JsonSchema;
  then?: JsonSchema;
  minProperties?: number;
  maxProperties?: number;
  minItems?: number;
}

/**
 * Calls `visit` for a schema and everything in it, inner schemas first. Paths are dotted: `spec.masks[].round`; `[]` is an
 * item of a list, `*` a value of a mapping with free keys. Alternatives have the path of what they are alternatives for.
 */
export function walkSchema(schema: JsonSchema, visit: (schema: JsonSchema, path: string) => void, path = ''): void {
  const under = (key: string) => (path === '' ? key : `${path}.${key}`);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) walkSchema(inner, visit, under(key));
  for (const inner of Object.values(schema.patternProperties ?? {})) walkSchema(inner, visit, under('*'));
  if (typeof schema.additionalProperties === 'object') walkSchema(schema.additionalProperties, visit, under('*'));
  if (schema.items) walkSchema(schema.items, visit, `${path}[]`);
  for (const inner of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) walkSchema(inner, visit, path);
  if (schema.then) walkSchema(schema.then, visit, path);
  visit(schema, path);
}
