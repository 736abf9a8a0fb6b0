export { type Admission, type AskedRegisters, admit, OUTSIDE } from './admit.js';
export { REQUEST_ERRORS } from './request.errors.js';
export { type Ask, AskSchema } from './request.schema.js';
export type { Actor, SegmentationRequest } from './segmentation-request.js';
