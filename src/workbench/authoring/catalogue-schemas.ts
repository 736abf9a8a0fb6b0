import type { LegalConstants } from '../../registers/legal-profiles/index.js';
import { documentSchemas, schemaText } from '../editor-schemas.js';
import { type JsonSchema, walkSchema } from '../schema-notes/index.js';

/** Every name that the documents of a deployment may use. */
export interface CatalogueNames {
  readonly purposes: readonly string[];
  readonly datasets: readonly string[];
  readonly destinations: readonly string[];
  readonly plugins: readonly string[];
  /** Columns and measures of all datasets. */
  readonly columns: readonly string[];
  readonly traits: readonly string[];
  /** Rules that a waiver may lift. */
  readonly waivable: readonly string[];
  readonly categories: readonly string[];
  readonly uses: readonly string[];
  readonly subjects: readonly string[];
  /** What the legal profiles say; offered where it fits. */
  readonly constants: LegalConstants;
  /** What the fixtures of the policy folders make up; cases ask for these. */
  readonly fixtures: Readonly<
    Record<
      'purposes' | 'datasets' | 'destinations' | 'plugins' | 'columns' | 'actors' | 'contexts' | 'subjects',
      readonly string[]
    >
  >;
}

type Places = Readonly<Record<string, readonly string[]>>;

/**
 * JSON Schemas for editors by file name, as text, that know the names of one deployment: a word that no register has is
 * marked while it is typed, and the others are offered.
 */
export function catalogueSchemas(names: CatalogueNames): ReadonlyMap<string, string> {
  const ofPolicies = documentSchemas(factWords(names, names), names.constants);
  // Cases speak of a made-up world, and of the registers beside it.
  const ofCases = documentSchemas(factWords(names, withFixtures(names)), names.constants);
  const schemas = [...ofPolicies].map(([name, plain]) => {
    const isOfCases = name === 'cases' || name === 'fixtures';
    const schema = isOfCases ? (ofCases.get(name) as JsonSchema) : plain;
    return [name, narrowed(schema, placesOf(name, names))] as const;
  });
  return new Map(schemas.map(([name, schema]) => [`${name}.schema.json`, schemaText(name, schema)]));
}

type NamedFacts = Pick<CatalogueNames, 'purposes' | 'datasets' | 'destinations' | 'plugins' | 'columns'>;

function withFixtures({ fixtures, ...names }: CatalogueNames): NamedFacts {
  const both = (key: keyof NamedFacts) => [...new Set([...names[key], ...fixtures[key]])];
  return {
    purposes: both('purposes'),
    datasets: both('datasets'),
    destinations: both('destinations'),
    plugins: both('plugins'),
    columns: both('columns'),
  };
}

function factWords({ categories, uses }: CatalogueNames, named: NamedFacts): ReadonlyMap<string, readonly string[]> {
  const words: readonly (readonly [string, readonly string[]])[] = [
    ['purpose.name', named.purposes],
    ['dataset.name', named.datasets],
    ['destination.name', named.destinations],
    ['plugin.name', named.plugins],
    ['columns.names', named.columns],
    ['columns.categories', categories],
    ['purpose.use', uses],
  ];
  return new Map(words.filter(([, list]) => list.length > 0));
}

function placesOf(document: string, names: CatalogueNames): Places {
  const { fixtures } = names;
  switch (document) {
    case 'cases':
      return { ...requestPlaces('cases[].request', fixtures), 'cases[].rows[].subject': fixtures.subjects };
    case 'fixtures':
      return {
        ...requestPlaces('request', fixtures),
        'purposes.*.use': names.uses,
        'columns.*.categories[]': names.categories,
      };
    case 'purpose':
      return { use: names.uses, 'destinations[]': names.destinations };
    case 'dataset':
      return {
        'subjects[]': names.subjects,
        'columns[].categories[]': names.categories,
        'events[].perSubject[].categories[]': names.categories,
      };
    default:
      return POLICY_DOCUMENT.test(document) ? policyPlaces(names) : {};
  }
}

const POLICY_DOCUMENT = /^(.+-)?policy$|^waiver$/;

function policyPlaces(names: CatalogueNames): Places {
  return {
    'spec.scope.purposes.names[]': names.purposes,
    'spec.scope.purposes.use': names.uses,
    'spec.scope.datasets.names[]': names.datasets,
    'spec.scope.plugins.names[]': names.plugins,
    'spec.scope.destinations.names[]': names.destinations,
    'spec.scope.categories[]': names.categories,
    'spec.masks[].categories[]': names.categories,
    'spec.traits[]': names.traits,
    'spec.rule': names.waivable,
  };
}

function requestPlaces(at: string, fixtures: CatalogueNames['fixtures']): Places {
  return {
    [`${at}.purpose`]: fixtures.purposes,
    [`${at}.dataset`]: fixtures.datasets,
    [`${at}.destination`]: fixtures.destinations,
    [`${at}.plugin`]: fixtures.plugins,
    [`${at}.columns[]`]: fixtures.columns,
    [`${at}.actor`]: fixtures.actors,
    [`${at}.context`]: fixtures.contexts,
  };
}

// A list without any name would refuse whatever is written; then the schema stays as wide as it was.
function narrowed(schema: JsonSchema, places: Places): JsonSchema {
  const examples = new Map<JsonSchema, readonly string[]>();
  walkSchema(schema, (one, path) => {
    const words = places[path] ?? [];
    if (words.length === 0) return;
    delete one.type;
    one.enum = [...words].sort();
    if (one.examples) one.examples = [one.enum[0]];
    examples.set(one, words);
  });
  walkSchema(schema, (one) => {
    const items = one.items ?? one.anyOf?.[0]?.items;
    const words = items && examples.get(items);
    if (words && one.examples) one.examples = [[words[0]]];
  });
  return schema;
}
