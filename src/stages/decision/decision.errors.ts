import { errorsOf } from '../../documents/index.js';

export const DECISION_ERRORS = {
  KERNEL_CONDITION: 'A condition has a form that the decision kernel cannot read.',
  KERNEL_DAMAGED: 'The bytes of the decision kernel are not those of the release.',
  KERNEL_SELF_TEST: 'The decision kernel did not answer a question whose answer is known; the former policies stay.',
  KERNEL_SET_INVALID: 'A policy set contradicts itself and cannot be given to the decision kernel.',
} as const;

export const decisionError = errorsOf(DECISION_ERRORS);
