export { KEYS_ERRORS } from './keys.errors.js';
export type { KeyEvent, Keys, LogSigner, PseudonymKey } from './keys.js';
export { type KeysOptions, openKeys, signerOfSeed } from './open-keys.js';
