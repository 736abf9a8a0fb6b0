export { askWish, type Conversation } from './ask-wish.js';
export { AUTHORING_ERRORS } from './authoring.errors.js';
export { catalogueNames } from './catalogue-names.js';
export { type CatalogueNames, catalogueSchemas } from './catalogue-schemas.js';
export { type Created, createPolicy, type Desk } from './create-policy.js';
export { type Formatted, formatPolicies } from './format-policies.js';
export { formatText } from './format-text.js';
export { type Choices, isOpen, POLICY_KINDS, type PolicyWish } from './policy-wish.js';
export { writeSchemas } from './write-schemas.js';
