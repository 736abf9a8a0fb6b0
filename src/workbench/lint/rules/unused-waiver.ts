import { findingAt, type LintRule } from '../lint-rule.js';

export const unusedWaiver: LintRule = {
  name: 'unused-waiver',
  level: 'warn',
  title: 'A waiver has begun and was never used.',
  why: 'An exception that nobody needs is a door left open; it is better closed and asked for again.',
  find: ({ waivers, waiverUses, now }) => {
    if (!waiverUses) return [];
    return waivers
      .filter(({ waiver, from }) => from <= now && now < waiver.until && (waiverUses.get(waiver.id) ?? 0) === 0)
      .map(({ waiver, document }) =>
        findingAt(document, ['metadata', 'name'], {
          kind: 'waiver',
          name: waiver.id,
          found: `'${waiver.id}', which no run has used`,
          expected: 'a waiver that some run needed, or none',
        }),
      );
  },
  open: ({ waivers, waiverUses }) =>
    waiverUses || waivers.length === 0 ? [] : [{ why: 'no counts of the uses of waivers were given' }],
};
