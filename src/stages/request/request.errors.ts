export const REQUEST_ERRORS = {
  UNKNOWN_NAME: 'An ask names a plugin, dataset, purpose, destination or column that no register knows.',
  NOT_A_FEATURE: 'An ask wants a column as a feature whose register does not list it as one.',
  UNCLASSIFIED_COLUMN:
    'An ask wants a column that the catalogue knows and that nobody has classified, so nobody may use it.',
  NOT_A_QUASI_IDENTIFIER:
    'An ask wants a column in a k-anonymous table that is no quasi-identifier or has no hierarchy.',
} as const;

export type RequestErrorCode = keyof typeof REQUEST_ERRORS;
