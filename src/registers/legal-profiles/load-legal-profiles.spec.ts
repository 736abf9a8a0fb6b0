import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DocumentError, packageRoot } from '../../documents/index.js';
import { loadLegalProfiles, profilesAt } from './index.js';

const profiles = loadLegalProfiles([fileURLToPath(new URL('config/legal-profiles', packageRoot()))]);

function constant(jurisdiction: string, name: string, day: string) {
  const found = profilesAt(profiles, jurisdiction, Date.parse(day)).flatMap(({ constants }) => constants);
  return found.filter((one) => one.name === name).map(({ value, unit }) => (unit ? `${value} ${unit}` : value));
}

const HEAD = `apiVersion: probity/v1
kind: LegalProfile
name: law
version: "1"
title: A law
jurisdictions: [XX]
constants:
`;

function mistakesOf(constants: string) {
  const folder = mkdtempSync(join(tmpdir(), 'law-'));
  writeFileSync(join(folder, 'law.yaml'), `${HEAD}${constants}`);
  try {
    loadLegalProfiles([folder]);
    return [];
  } catch (error) {
    if (error instanceof DocumentError) return error.diagnostics.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
}

describe('legal profiles', () => {
  it('of the release can be read, each named by a digest and a version', () => {
    expect([...profiles.keys()]).toEqual(['eu-ai-act', 'eu-gdpr', 'fr-cnil', 'uk-gdpr', 'us-ca-ccpa', 'us-ecoa']);
    for (const { digest, version } of profiles.values()) {
      expect(digest).toMatch(/^sha256:/);
      expect(version).toMatch(/^\d{4}-\d{2}$/);
    }
  });

  it('hold what holds at an instant, to the day', () => {
    expect(constant('EU', 'breachNotice', '2026-06-30')).toEqual(['72 hours']);
    expect(constant('EU', 'breachNotice', '2018-05-24')).toEqual([]);
    expect(constant('US', 'effectsTest', '2026-07-20T23:59:59Z')).toEqual([true]);
    expect(constant('US', 'effectsTest', '2026-07-21')).toEqual([false]);
    expect(constant('EU', 'highRiskDuties', '2027-12-01')).toEqual([]);
    expect(constant('EU', 'highRiskDuties', '2027-12-02')).toEqual([true]);
  });

  it('of a country hold in its states too, and nowhere else', () => {
    const at = Date.parse('2026-06-30');
    expect(profilesAt(profiles, 'US-CA', at).map(({ name }) => name)).toEqual(['us-ca-ccpa', 'us-ecoa']);
    expect(profilesAt(profiles, 'US-NY', at).map(({ name }) => name)).toEqual(['us-ecoa']);
    expect(profilesAt(profiles, 'USA', at)).toEqual([]);
  });

  it('say which countries a region has, and refuse one that nobody declares', () => {
    expect(profiles.regionCountries('eea')).toHaveLength(30);
    expect(profiles.regionCountries('eea-and-uk')).toHaveLength(31);
    expect(profiles.regionCountries('eea')).toContain('NO');
    expect(() => profiles.regionCountries('eae')).toThrow(expect.objectContaining({ code: 'REGION_UNKNOWN' }));
  });

  it.each([
    [
      ['DATES_REVERSED constants[0].until'],
      '  - { name: a, value: 1, article: A, from: 2026-01-02, until: 2026-01-02 }\n',
    ],
    [
      ['CONSTANT_TWICE constants[1].from'],
      '  - { name: a, value: 1, article: A, from: 2026-01-01 }\n  - { name: a, value: 2, article: A, from: 2027-01-01 }\n',
    ],
    [
      [],
      '  - { name: a, value: 1, article: A, from: 2026-01-01, until: 2027-01-01 }\n  - { name: a, value: 2, article: A, from: 2027-01-01 }\n',
    ],
    [
      ['UNKNOWN_CATEGORY constants[0].value[0]'],
      '  - { name: a, value: [user.helth], unit: data category, article: A, from: 2026-01-01 }\n',
    ],
  ])('says %j', (expected, constants) => {
    expect(mistakesOf(constants)).toEqual(expected);
  });
});
