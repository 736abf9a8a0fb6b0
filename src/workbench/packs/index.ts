export { carryOut, type PackPlan, type PackTarget, planPack } from './add-pack.js';
export { buildPack, readPackSource, testPack } from './build-pack.js';
export type { Succession } from './pack-order.js';
export { packPage } from './pack-page.js';
export { diffOfPack, packPlanText } from './pack-plan-text.js';
export type { PackTaxonomy } from './pack-rules.js';
export { PACK_WORK_ERRORS } from './packs.errors.js';
export { signPack } from './sign-pack.js';
export { makeSigningKey, readSigningKey, type SigningKey } from './signing-key.js';
