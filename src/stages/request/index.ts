export { type Admission, type AskedRegisters, admit, OUTSIDE } from './admit.js';
export { REQUEST_ERRORS } from './request.errors.js';
export { type Ask, AskSchema } from './request.schema.js';
export type { Actor, Mitigation, SegmentationRequest } from './segmentation-request.js';
