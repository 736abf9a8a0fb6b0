export type { Actor, SegmentationRequest } from './segmentation-request.js';
