export { AUTHORING_ERRORS } from './authoring.errors.js';
export { type Formatted, formatPolicies } from './format-policies.js';
export { formatText } from './format-text.js';
