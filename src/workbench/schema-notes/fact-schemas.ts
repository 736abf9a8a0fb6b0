import { FACTS, type Fact } from '../../conditions/index.js';
import type { JsonSchema } from './json-schema.js';

/** Closed lists of words by fact, beyond those of the catalogue of facts. */
export type FactWords = ReadonlyMap<string, readonly string[]>;

/** The words that a fact can be, where they are known. */
export function wordsOf({ name, words }: Fact, known: FactWords): readonly string[] | undefined {
  return known.get(name) ?? words;
}

const EXAMPLES: Readonly<Record<string, unknown>> = {
  'actor.team': 'marketing',
  'columns.names': 'orders',
  'dataset.name': 'shop',
  'destination.country': 'DE',
  'destination.name': 'crm',
  'plugin.name': 'k-means',
  'purpose.name': 'newsletter',
  'purpose.team': 'marketing',
  'purpose.use': 'marketing.communications.email',
  'columns.categories': 'user.behavior.purchase_history',
  'row.jurisdiction': 'EU',
  'row.age': 17,
};

/** One value that a fact can have, as people write it; of a set, one of its words. */
export function exampleOfFact(fact: Fact, known: FactWords): unknown {
  const [word] = wordsOf(fact, known) ?? [];
  if (word !== undefined) return word;
  if (Object.hasOwn(EXAMPLES, fact.name)) return EXAMPLES[fact.name];
  switch (fact.type) {
    case 'text':
    case 'texts':
      return undefined;
    case 'integer':
      return 2;
    case 'boolean':
      return true;
    case 'instant':
      return '2026-06-30';
  }
}

/** A mapping of facts as cases and fixtures write them; null is a fact that is not known. */
export function factsSchema(known: FactWords): JsonSchema {
  const properties = FACTS.map((fact) => [fact.name, factSchema(fact, known)] as const);
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

/** Axes of a matrix: parts of the request, or facts, each with a list of values. */
export function matrixSchema(known: FactWords): JsonSchema {
  const facts = FACTS.map((fact) => [fact.name, axis(factSchema(fact, known))] as const);
  const names = ['purpose', 'dataset', 'destination', 'plugin'].map((part) => [part, axis(named(part))] as const);
  const columns = { ...named('columns'), type: 'array', items: { type: 'string' }, examples: [['orders', 'income']] };
  const properties = Object.fromEntries([...names, ['columns', axis(columns)], ...facts]);
  return { type: 'object', properties, additionalProperties: false };
}

function named(part: string): JsonSchema {
  return { type: 'string', description: `Values of the request's ${part}.`, examples: [`fixture-${part}`] };
}

function axis(of: JsonSchema): JsonSchema {
  const { description = '', examples = [], ...items } = of;
  return { type: 'array', minItems: 1, items, description, examples: [examples] };
}

function factSchema(fact: Fact, known: FactWords): JsonSchema {
  const example = exampleOfFact(fact, known);
  const value = valueSchema(fact, known);
  return { ...value, description: fact.description, examples: [fact.type === 'texts' ? [example] : example] };
}

function valueSchema(fact: Fact, known: FactWords): JsonSchema {
  const words = wordsOf(fact, known);
  switch (fact.type) {
    case 'text':
      return words ? { enum: [...words, null] } : { type: ['string', 'null'] };
    case 'texts':
      return { type: ['array', 'null'], items: words ? { enum: words } : { type: 'string' } };
    case 'integer':
      return { type: ['integer', 'null'] };
    case 'boolean':
      return { type: ['boolean', 'null'] };
    case 'instant':
      return { type: ['string', 'null'] };
  }
}
