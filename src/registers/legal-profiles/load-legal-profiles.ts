import {
  type Diagnostic,
  type Digest,
  digestOf,
  instantOf,
  type NamedDocument,
  nearestWord,
  type Register,
  readNamedDocuments,
  registerOf,
} from '../../documents/index.js';
import { keyMistakes, loadTaxonomy, type Taxonomy } from '../taxonomy/index.js';
import { type LegalConstant, type LegalProfile, LegalProfileSchema } from './legal-profile.schema.js';
import { legalProfilesError } from './legal-profiles.errors.js';

/** A profile, named by the digest of what it says. */
export interface DatedProfile extends LegalProfile {
  readonly digest: Digest;
}

export interface LegalProfileRegister extends Register<DatedProfile> {
  /** The countries of a region that some profile names. Throws REGION_UNKNOWN. */
  regionCountries(region: string): readonly string[];
}

/** Reads every legal profile of the folders. Throws a DocumentError with all mistakes of all files. */
export function loadLegalProfiles(
  folders: readonly string[],
  taxonomy: Taxonomy = loadTaxonomy(),
): LegalProfileRegister {
  const { good, mistakes } = readNamedDocuments(folders, LegalProfileSchema);
  const profiles = good.map(({ value }) => ({ ...value, digest: digestOf(value) }));
  const register = registerOf(profiles, [
    ...mistakes,
    ...good.flatMap((profile) => [...dateMistakes(profile), ...categoryMistakes(profile, taxonomy)]),
  ]);
  const regionCountries = (region: string) => countriesOf([...register.values()], region);
  return Object.freeze(Object.assign(new Map(register), { digest: register.digest, regionCountries }));
}

/** The profiles of a jurisdiction and of those it lies in (`US-CA` in `US`), with the constants that hold at an instant. */
export function profilesAt(
  profiles: LegalProfileRegister,
  jurisdiction: string,
  instant: number,
): readonly DatedProfile[] {
  const covers = (place: string) => jurisdiction === place || jurisdiction.startsWith(`${place}-`);
  return [...profiles.values()]
    .filter(({ jurisdictions }) => jurisdictions.some(covers))
    .map((profile) => ({ ...profile, constants: [...constantsAt(profile, instant)] }))
    .filter(({ constants }) => constants.length > 0);
}

/** The constants of a profile that hold at an instant. */
export function constantsAt(profile: LegalProfile, instant: number): readonly LegalConstant[] {
  return profile.constants.filter(
    ({ from, until }) => instantOf(from) <= instant && (until === undefined || instant < instantOf(until)),
  );
}

function countriesOf(profiles: readonly LegalProfile[], region: string): readonly string[] {
  const regions = new Map(profiles.flatMap(({ regions: named }) => Object.entries(named ?? {})));
  const countries = regions.get(region);
  if (countries) return countries;
  const nearest = nearestWord(region, regions.keys());
  throw legalProfilesError('REGION_UNKNOWN', {
    found: `the region '${region}'`,
    expected: `one of ${[...regions.keys()].join(', ') || 'none is declared'}${nearest ? `; did you mean '${nearest}'?` : ''}`,
    where: 'region',
    next: 'Correct the setting, or declare the region in a legal profile.',
  });
}

function dateMistakes({ document, value }: NamedDocument<LegalProfile>): readonly Diagnostic[] {
  return value.constants.flatMap((constant, at) => {
    const { name, from, until } = constant;
    if (until !== undefined && instantOf(until) <= instantOf(from)) {
      const mistake = { code: 'DATES_REVERSED', found: `until ${until}`, expected: `a date after ${from}` };
      return [document.diagnostic(['constants', at, 'until'], mistake)];
    }
    if (!value.constants.slice(0, at).some((before) => before.name === name && overlap(before, constant))) return [];
    const mistake = { code: 'CONSTANT_TWICE', found: `'${name}' from ${from}`, expected: 'one value at a time' };
    return [document.diagnostic(['constants', at, 'from'], mistake)];
  });
}

function overlap(a: LegalConstant, b: LegalConstant): boolean {
  const end = ({ until }: LegalConstant) => (until === undefined ? Number.POSITIVE_INFINITY : instantOf(until));
  return instantOf(a.from) < end(b) && instantOf(b.from) < end(a);
}

const CATEGORIES = 'data category';

function categoryMistakes({ document, value }: NamedDocument<LegalProfile>, taxonomy: Taxonomy): readonly Diagnostic[] {
  return value.constants.flatMap(({ unit, value: keys }, at) => {
    if (unit !== CATEGORIES || !Array.isArray(keys)) return [];
    return keyMistakes(document, ['constants', at, 'value'], keys, { taxonomy, axis: 'categories' });
  });
}
