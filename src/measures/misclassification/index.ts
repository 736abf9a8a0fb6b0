export {
  type Confusion,
  type CorrectedTable,
  correctMisclassified,
  evenConfusion,
  type Misclassified,
  misclassificationMeasure,
} from './misclassification.js';
