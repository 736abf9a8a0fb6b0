import { cutoff } from '../../../conditions/index.js';
import { profilesAt } from '../../../registers/legal-profiles/index.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy, LintWorld } from '../lint-world.js';

/** The constants of legal profiles that bound each part of a retention policy from above. */
const BOUNDS = { rowsNotOlderThan: 'inactiveRowsMax', releaseNotLongerThan: 'releaseMax' } as const;
type Part = keyof typeof BOUNDS;
const PARTS = Object.keys(BOUNDS) as readonly Part[];

export const retentionBeyondLaw: LintRule = {
  name: 'retention-beyond-law',
  level: 'error',
  title: 'A retention policy keeps rows or releases longer than a legal profile in force allows.',
  why: 'Data that is kept beyond its period is processed without a ground, however well the run itself was judged.',
  find: (world) =>
    world.policies.flatMap((one) => PARTS.flatMap((part) => boundsOf(world, one, part).flatMap(beyond(world, one)))),
  open: (world) =>
    world.policies
      .filter((one) => PARTS.some((part) => durationOf(one, part) && boundsOf(world, one, part).length === 0))
      .map(({ rule }) => ({ policy: rule.id, why: 'no legal profile in force bounds what the policy keeps' })),
};

interface Bound {
  readonly part: Part;
  readonly duration: string;
  readonly article: string;
}

function boundsOf({ legalProfiles, now }: LintWorld, one: LintedPolicy, part: Part): readonly Bound[] {
  if (!durationOf(one, part)) return [];
  const everywhere = [...legalProfiles.values()].flatMap(({ jurisdictions }) => jurisdictions);
  const places = one.policy.spec.scope?.jurisdictions ?? everywhere;
  const constants = places
    .flatMap((place) => profilesAt(legalProfiles, place, now))
    .flatMap((profile) => profile.constants)
    .filter(({ name, value, unit }) => name === BOUNDS[part] && isDuration(`${value} ${unit}`));
  return [
    ...new Map(
      constants.map(({ value, unit, article }) => [
        // Two laws can call their articles alike.
        `${article} ${value} ${unit}`,
        { part, duration: `${value} ${unit}`, article },
      ]),
    ).values(),
  ];
}

const DURATION = /^[1-9]\d{0,4} (day|week|month|year)s?$/;

function isDuration(text: string): boolean {
  return DURATION.test(text);
}

function durationOf({ policy }: LintedPolicy, part: Part): string | undefined {
  return policy.kind === 'RetentionPolicy' ? policy.spec[part] : undefined;
}

// Both are counted back from now: the calendar decides between 730 days and 24 months.
function beyond({ now }: LintWorld, one: LintedPolicy) {
  return ({ part, duration, article }: Bound): readonly RuleFinding[] => {
    const kept = durationOf(one, part) as string;
    if (cutoff(now, kept) >= cutoff(now, duration)) return [];
    const said = { found: `${kept}`, expected: `at most ${duration}, as ${article} says` };
    return [findingAt(one.document, ['spec', part], { kind: 'policy', name: one.rule.id, ...said })];
  };
}
