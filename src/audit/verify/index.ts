export {
  Malformed,
  type NoteVerifier,
  openNote,
  parseVerifierKey,
  signatureLine,
  verifierKey,
} from './format/index.js';
export type { Broken, Fault, Intact, Verification } from './verification.js';
export { verifyCommand } from './verify-command.js';
export { type VerifyOptions, verifyFolder } from './verify-folder.js';
export { type Proved, verifyProof } from './verify-proof.js';
