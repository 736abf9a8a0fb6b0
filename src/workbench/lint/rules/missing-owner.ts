import { findingAt, type LintRule } from '../lint-rule.js';

const NOBODY = /^(\W*|n\/?a|nobody|none|owner|someone|tbd|tba|unknown)$/i;

export const missingOwner: LintRule = {
  name: 'missing-owner',
  level: 'error',
  title: 'A policy or waiver has no owner, or a word in its place that names nobody.',
  why: 'A rule that nobody answers for is not reviewed, and nobody can say whether it still holds.',
  surfaces: ({ code, path, expected }) =>
    path.startsWith('metadata') &&
    ((code === 'MISSING_KEY' && expected === "the key 'owner'") || path === 'metadata.owner'),
  find: ({ policies, waivers }) => [
    ...policies
      .filter(({ rule }) => NOBODY.test(rule.owner.trim()))
      .map(({ rule, document }) => nobody(document, 'policy', { name: rule.id, owner: rule.owner })),
    ...waivers.flatMap(({ waiver, document }) => {
      const { owner } = (document.value as { readonly metadata: { readonly owner: string } }).metadata;
      return NOBODY.test(owner.trim()) ? [nobody(document, 'waiver', { name: waiver.id, owner })] : [];
    }),
  ],
};

type Document = Parameters<typeof findingAt>[0];

function nobody(
  document: Document,
  kind: 'policy' | 'waiver',
  { name, owner }: { readonly name: string; readonly owner: string },
) {
  const expected = 'a team or office that answers for it';
  return findingAt(document, ['metadata', 'owner'], {
    kind,
    name,
    found: `the owner '${owner.slice(0, 60)}'`,
    expected,
  });
}
