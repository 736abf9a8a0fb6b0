export const REQUEST_ERRORS = {
  UNKNOWN_NAME: 'An ask names a plugin, dataset, purpose, destination or column that no register knows.',
  NOT_A_FEATURE: 'An ask wants a column as a feature whose register does not list it as one.',
  OPTIONS_INVALID: "An ask's options do not fit the plugin's schema.",
} as const;
