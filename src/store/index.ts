export type { StoredValue } from './bound-values.js';
export { makeFolder, OWNER_ONLY, syncFolder, type WhenPresent, writeDurably } from './durable-file.js';
export type { Lease } from './lease.js';
export type { Migration } from './migrations.js';
export { openState, type StateOptions } from './open-state.js';
export type { State, Tables } from './state.js';
export { STORE_ERRORS } from './store.errors.js';
export { withStoreCodes } from './store-failure.js';
export { systemCode } from './system-code.js';
