import { type Digest, digestOf } from '../documents/index.js';
import { DETECTORS, declarationOf } from './detectors/index.js';
import { NAME_HINTS } from './names/index.js';

/** Rises when columns are judged otherwise by the same detectors and hints. */
const REVISION = 1;

/** Names the detectors, the hints and the way to weigh them: what was classified under another digest may be found otherwise. */
export function rulesDigest(): Digest {
  return digestOf({ revision: REVISION, detectors: DETECTORS.map(declarationOf), hints: NAME_HINTS });
}
