export {
  type Column,
  type ConsentSource,
  type Dataset,
  DatasetSchema,
  type Events,
  type EventTest,
  type PerSubject,
  type Source,
  type Trait,
} from './dataset.schema.js';
