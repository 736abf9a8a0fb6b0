import { errorsOf } from '../documents/index.js';

export const WORKBENCH_ERRORS = {
  NO_FIXTURES: 'A policy folder has cases but no fixtures.yaml that they could ask in.',
  CASE_NAME: 'A case or its fixtures name a purpose, a column or another part of a request that the fixtures lack.',
  CASE_REASON: 'A case expects a reason, or none, of a code that does not exist or of a rule that its folder lacks.',
  CASE_FACT: 'A case gives a fact that the catalogue lacks, or a value that is not of its type.',
  CASE_MATRIX: 'The axes of a matrix, or all cases of a file together, make more cases than a test takes.',
} as const;

export type WorkbenchErrorCode = keyof typeof WORKBENCH_ERRORS;

export const workbenchError = errorsOf(WORKBENCH_ERRORS);
