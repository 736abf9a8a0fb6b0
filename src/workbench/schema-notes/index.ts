export { noteFor } from './describe-schema.js';
export { describedSchema, notesOf } from './described-schema.js';
export type { FactWords } from './fact-schemas.js';
export { type JsonSchema, walkSchema } from './json-schema.js';
