/** Mistakes about the keys of the taxonomy; each is reported as a diagnostic with its place. */
export const TAXONOMY_ERRORS = {
  UNKNOWN_CATEGORY: 'A document names a data category that the taxonomy does not have; unknown never means harmless.',
  UNKNOWN_USE: 'A document names a data use that the taxonomy does not have.',
  UNKNOWN_SUBJECT: 'A document names a data subject that the taxonomy does not have.',
} as const;
