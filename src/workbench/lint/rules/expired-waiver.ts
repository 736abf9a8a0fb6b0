import { isoInstant } from '../../../documents/index.js';
import { findingAt, type LintRule } from '../lint-rule.js';

export const expiredWaiver: LintRule = {
  name: 'expired-waiver',
  level: 'warn',
  title: 'The period of a waiver is over.',
  why: 'It waives nothing any more; who reads the folder takes it for an exception that still holds.',
  find: ({ waivers, now }) =>
    waivers
      .filter(({ waiver }) => waiver.until <= now)
      .map(({ waiver, document }) =>
        findingAt(document, ['metadata', 'effective', 'until'], {
          kind: 'waiver',
          name: waiver.id,
          found: `an end that is past: ${isoInstant(waiver.until)}`,
          expected: 'no such file: the log keeps what it waived',
        }),
      ),
};
