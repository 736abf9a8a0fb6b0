export { mitigate } from './mitigate.js';
export { MITIGATION_ERRORS } from './mitigation.errors.js';
