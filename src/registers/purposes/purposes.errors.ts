/** Mistakes in purposes; each is reported as a diagnostic with its place. */
export const PURPOSES_ERRORS = {
  UNKNOWN_DESTINATION: 'A purpose names a destination that no register has.',
  ASSESSMENT_UNREFERENCED: 'An assessment is said to be approved, and nothing says where it is.',
  BALANCING_MISSING: 'A purpose rests on legitimate interests and names no balancing test.',
} as const;

export type PurposeErrorCode = keyof typeof PURPOSES_ERRORS;
