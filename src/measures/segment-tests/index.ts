export { type SegmentTests, segmentTestsMeasure, type TestedTrait, testSegments } from './segment-tests.js';
