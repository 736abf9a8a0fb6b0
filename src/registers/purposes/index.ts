export { loadPurposes, type PurposeRegisters } from './load-purposes.js';
export { type Purpose, PurposeSchema } from './purpose.schema.js';
export { PURPOSES_ERRORS } from './purposes.errors.js';
