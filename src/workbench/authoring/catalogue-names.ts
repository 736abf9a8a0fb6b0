import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Registers } from '../../run/index.js';
import { readFixtures } from '../case-world.js';
import type { Fixtures } from '../cases.schema.js';
import type { CatalogueNames } from './catalogue-schemas.js';

type Declared = Pick<
  Registers,
  'constants' | 'purposes' | 'destinations' | 'datasets' | 'plugins' | 'taxonomy' | 'policies'
>;

/**
 * The names of a deployment, from its registers and the fixtures of its policy folders; each list sorted.
 * @throws DocumentError when fixtures have mistakes
 */
export function catalogueNames(registers: Declared, policyFolders: readonly string[]): CatalogueNames {
  const { purposes, destinations, datasets, plugins, taxonomy, policies, constants } = registers;
  const declared = [...datasets.values()];
  const measures = declared.flatMap(({ events = [] }) => events.flatMap(({ perSubject }) => perSubject));
  const files = policyFolders.map((folder) => join(folder, 'fixtures.yaml')).filter((file) => existsSync(file));
  return {
    purposes: distinct(purposes.keys()),
    datasets: distinct(datasets.keys()),
    destinations: distinct(destinations.keys()),
    plugins: distinct(plugins.keys()),
    columns: distinct([...declared.flatMap(({ columns }) => columns), ...measures].map(({ name }) => name)),
    traits: distinct(declared.flatMap(({ traits }) => traits).map(({ name }) => name)),
    waivable: policies.rules.filter(({ waivableBy }) => waivableBy.length > 0).map(({ id }) => id),
    categories: distinct(taxonomy.categories),
    uses: distinct(taxonomy.uses),
    subjects: distinct(taxonomy.subjects),
    constants,
    fixtures: namesOf(files.map(readFixtures)),
  };
}

function namesOf(fixtures: readonly Fixtures[]): CatalogueNames['fixtures'] {
  const all = (key: keyof CatalogueNames['fixtures']) =>
    distinct(fixtures.flatMap((one) => Object.keys(one[key] ?? {})));
  return {
    purposes: all('purposes'),
    datasets: all('datasets'),
    destinations: all('destinations'),
    plugins: all('plugins'),
    columns: all('columns'),
    actors: all('actors'),
    contexts: all('contexts'),
    subjects: all('subjects'),
  };
}

function distinct(words: Iterable<string>): readonly string[] {
  return [...new Set(words)].sort();
}
