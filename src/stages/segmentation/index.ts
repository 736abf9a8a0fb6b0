export { LabelsHeadSchema, MODEL_SCHEMAS } from './model.schema.js';
export { checkedPlan, defaultPlan } from './plugin-plan.js';
export { checkedResult, type PluginResult } from './plugin-result.js';
export type { PluginRun } from './plugin-run.js';
export { segment, segmentOutside } from './segment.js';
export { SEGMENTATION_ERRORS } from './segmentation.errors.js';
export type { Mitigated, Segmentation } from './segmentation.js';
