export { PREPARATION_ERRORS } from './preparation.errors.js';
export { type PreparationInput, prepare, withoutColumns } from './prepare.js';
export type { Features, ProtectedTraits, RemovedRows } from './prepared.js';
export { residualise } from './residualise.js';
