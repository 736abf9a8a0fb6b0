export { type GivenHint, hintOfName } from './hint-of-name.js';
export { type Fit, NAME_HINTS, type NameHint } from './name-hint.js';
export { isValue } from './name-or-value.js';
export { wordsOfName } from './name-words.js';
export { type Provenance, provenanceOf } from './provenance-of-name.js';
