export { AUDIT_ERRORS } from './audit.errors.js';
export { type Entry, type EntryOf, EntrySchema } from './entry.schema.js';
export { MAX_ENTRY_BYTES } from './entry-bytes.js';
export type { EngineEntry, Log, LogHealth, OpenRun, Receipt, RunClosed, RunOpened, StoredEntry } from './log.js';
export { auditMigrations } from './log-tables.js';
export { DEFAULT_ORIGIN, type LogOptions, openLog } from './open-log.js';
export {
  type Broken,
  type Fault,
  type Intact,
  Malformed,
  type NoteVerifier,
  openNote,
  type Proved,
  parseVerifierKey,
  signatureLine,
  type Verification,
  type VerifyOptions,
  verifierKey,
  verifyFolder,
  verifyProof,
} from './verify/index.js';
