export { type DeltaDisclosure, deltaDisclosure, deltaDisclosureMeasure } from './delta-disclosure.js';
