import { errorsOf } from '../../documents/index.js';

export const AUTHORING_ERRORS = {
  FORMAT_CHANGES_MEANING: 'The canonical layout of a document would read otherwise than the document does.',
  POLICY_NAME: 'The name or theme of a new policy is not in kebab-case, or is too long.',
  POLICY_EXISTS: 'A new policy would overwrite one that is there already.',
  POLICY_ANSWER: 'A question about a new policy has no answer, or one that it does not take.',
  POLICY_SCAFFOLD: 'The cases of a new policy do not pass among the policies that are there.',
} as const;

export const authoringError = errorsOf(AUTHORING_ERRORS);
