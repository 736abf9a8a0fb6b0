export { DETECTORS, type Detector, detectorsDigest } from './detectors/index.js';
export { findInText, type TextHit } from './text/index.js';
