import { evaluate } from '../../../conditions/index.js';
import type { Rule } from '../../../registers/policies/index.js';
import { scopeOf } from '../condition-parts.js';
import { findingAt, type LintRule } from '../lint-rule.js';
import type { LintedColumn, LintedDataset } from '../lint-world.js';

export const quasiIdentifiersOpen: LintRule = {
  name: 'quasi-identifiers-open',
  level: 'warn',
  needs: 'every policy',
  title: 'A dataset has quasi-identifiers, and no disclosure policy in force hides people among others alike.',
  why: 'A few ordinary facts together single a person out; only a least class size or a mask prevents it.',
  find: ({ datasets, policies, now }) => {
    const hiding = policies
      .map(({ rule }) => rule)
      .filter(({ kind, mode }) => kind === 'DisclosurePolicy' && mode === 'enforce')
      .filter((rule) => canSpeak(rule) && evaluate(scopeOf(rule), { now }) !== 'false');
    return datasets.flatMap((one) => {
      const open = one.columns.find((column) => isQuasi(column) && !hiding.some((rule) => hides(rule, one, column)));
      if (!open) return [];
      return [
        findingAt(one.document, [...open.path, 'roles'], {
          kind: 'dataset',
          name: one.name,
          part: open.name,
          found: `the quasi-identifier '${open.name}', which nothing hides`,
          expected: 'an enforced disclosure policy with kMin, another limit on classes, or a mask of its category',
        }),
      ];
    });
  },
};

/** Obligations that limit what a class of people who look alike may be. */
const HIDING = new Set([
  'kMin',
  'kWithSegmentMin',
  'lMin',
  'alphaMax',
  'entropyLMin',
  'recursiveCMax',
  'tMax',
  'betaMax',
  'deltaMax',
]);
// A scope that fits nothing registered hides nobody.
function canSpeak({ purposes, plugins }: Rule): boolean {
  return purposes.length > 0 && plugins.length > 0;
}

function isQuasi({ roles }: LintedColumn): boolean {
  return roles.includes('quasi-identifier');
}

function hides({ datasets, obligations }: Rule, { name }: LintedDataset, { categories }: LintedColumn): boolean {
  if (datasets !== '*' && !datasets.includes(name)) return false;
  const masks = obligations.filter(({ id }) => id.startsWith('mask:')).map(({ id }) => id.slice('mask:'.length));
  const masked = categories.every((one) => masks.some((key) => one === key || one.startsWith(`${key}.`)));
  return masked || obligations.some(({ id }) => HIDING.has(id.split(':')[0] as string));
}
