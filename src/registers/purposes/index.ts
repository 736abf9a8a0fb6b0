export { type Purpose, PurposeSchema } from './purpose.schema.js';
