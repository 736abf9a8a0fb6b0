export { PREPARATION_ERRORS } from './preparation.errors.js';
export { type PreparationInput, prepare, withoutColumn } from './prepare.js';
export type { Features, ProtectedTraits, RemovedRows } from './prepared.js';
