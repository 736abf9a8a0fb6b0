export { type Admission, type AskedRegisters, admit, OUTSIDE } from './admit.js';
export { REQUEST_ERRORS } from './request.errors.js';
export { type Ask, AskSchema, type KAnonymousAsk } from './request.schema.js';
export { type Actor, type Mitigation, type SegmentationRequest, takenColumns } from './segmentation-request.js';
