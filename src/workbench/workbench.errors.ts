import { errorsOf } from '../documents/index.js';

export const WORKBENCH_ERRORS = {
  NO_FIXTURES: 'A policy folder has cases but no fixtures.yaml that they could ask in.',
  CASE_NAME: 'A case or its fixtures name a purpose, dataset, destination, plugin or column that the fixtures lack.',
  CASE_FACT: 'A case gives a fact that the catalogue lacks, or a value that is not of its type.',
  CASE_MATRIX: 'The axes of a matrix, or all cases of a file together, make more cases than a test takes.',
} as const;

export const workbenchError = errorsOf(WORKBENCH_ERRORS);
