import { instantOf } from '../../documents/index.js';
import type { LegalConstant } from './legal-profile.schema.js';
import type { DatedProfile } from './load-legal-profiles.js';

/** A value of a constant, and the time in which it holds: from `from` on, before `until`; milliseconds since 1970. */
export interface ConstantPeriod {
  readonly value: LegalConstant['value'];
  readonly unit: string | null;
  /** Null for a region, which is a list of the profile and no article. */
  readonly article: string | null;
  /** Null where it always held, or has no end. */
  readonly from: number | null;
  readonly until: number | null;
}

/** A constant as policies name it: `<profile>/<constant>`, or `<profile>/regions.<region>` for the countries of a region. */
export interface DatedConstant {
  readonly name: string;
  /** Of the profile. */
  readonly version: string;
  /** In the order of time; they never overlap, and there may be gaps. */
  readonly periods: readonly ConstantPeriod[];
}

/** Every constant that policies can name, by its name. */
export type LegalConstants = ReadonlyMap<string, DatedConstant>;

/** The constants and regions of profiles, by name in the order of the alphabet. */
export function legalConstants(profiles: Iterable<DatedProfile>): LegalConstants {
  const all = [...profiles].flatMap((profile) => [...constantsOf(profile), ...regionsOf(profile)]);
  return new Map(all.sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => [one.name, one]));
}

function constantsOf({ name: profile, version, constants }: DatedProfile): readonly DatedConstant[] {
  const names = [...new Set(constants.map(({ name }) => name))];
  return names.map((name) => ({
    name: `${profile}/${name}`,
    version,
    periods: constants
      .filter((one) => one.name === name)
      .map(periodOf)
      .sort((a, b) => a.from - b.from),
  }));
}

function periodOf({ value, unit, article, from, until }: LegalConstant) {
  return {
    value,
    unit: unit ?? null,
    article,
    from: instantOf(from),
    until: until === undefined ? null : instantOf(until),
  };
}

function regionsOf({ name: profile, version, regions = {} }: DatedProfile): readonly DatedConstant[] {
  return Object.entries(regions).map(([region, value]) => ({
    name: `${profile}/regions.${region}`,
    version,
    periods: [{ value, unit: 'country', article: null, from: null, until: null }],
  }));
}
