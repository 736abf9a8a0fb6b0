export { keyMistake, keyMistakes } from './key-mistakes.js';
export { keysOf, loadTaxonomy } from './load-taxonomy.js';
export { TAXONOMY_ERRORS } from './taxonomy.errors.js';
export { isUnder, type Taxonomy, type TaxonomyKeys } from './taxonomy.js';
export { TaxonomySchema } from './taxonomy.schema.js';
