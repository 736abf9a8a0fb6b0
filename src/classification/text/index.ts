export { findInText, TEXT_MAX, type TextHit } from './find-in-text.js';
