export {
  type AttributeDistinction,
  attributeDistinction,
  attributeDistinctionMeasure,
  subsetsOf,
} from './attribute-distinction.js';
