import type { Diagnostic, DocumentPath, NamedDocument } from '../../documents/index.js';
import { wordMistake } from '../../documents/index.js';
import { columnsOf } from './columns-of.js';
import type { Dataset, Trait } from './dataset.schema.js';

/** The mistakes of the protected traits of a dataset and of their crossings. */
export function traitMistakes(dataset: NamedDocument<Dataset>): readonly Diagnostic[] {
  const { value } = dataset;
  const known = value.traits.map(({ name }) => name);
  return [
    ...value.traits.flatMap((trait, at) => [
      ...(known.indexOf(trait.name) === at ? [] : [again(dataset, ['traits', at, 'name'], trait.name)]),
      ...statusMistakes(dataset, ['traits', at], trait),
      ...columnMistakes(dataset, ['traits', at], trait),
      ...designMistakes(dataset, ['traits', at], trait),
      ...bandMistakes(dataset, ['traits', at], trait),
      ...groupMistakes(dataset, ['traits', at], trait),
    ]),
    ...(value.crossings ?? []).flatMap((crossing, at) =>
      crossing.flatMap((word, index) => crossed(dataset, ['crossings', at, index], { word, crossing, known })),
    ),
  ];
}

function crossed(
  { document }: NamedDocument<Dataset>,
  path: DocumentPath,
  {
    word,
    crossing,
    known,
  }: { readonly word: string; readonly crossing: readonly string[]; readonly known: readonly string[] },
): readonly Diagnostic[] {
  if (!known.includes(word)) return [wordMistake(document, path, 'UNKNOWN_TRAIT', { word, known })];
  if (crossing.indexOf(word) === path.at(-1)) return [];
  return [
    document.diagnostic(path, { code: 'GROUPS_UNFIT', found: `'${word}' again`, expected: 'traits that differ' }),
  ];
}

function again({ document }: NamedDocument<Dataset>, path: DocumentPath, name: string): Diagnostic {
  return document.diagnostic(path, { code: 'TRAIT_TWICE', found: `'${name}' again`, expected: 'another name' });
}

function statusMistakes({ document }: NamedDocument<Dataset>, path: DocumentPath, trait: Trait) {
  const held = trait.status !== 'not-held';
  const estimated = trait.status === 'estimated';
  const unfit = (key: string, found: string, expected: string) =>
    document.diagnostic([...path, key], { code: 'TRAIT_UNFIT', found, expected });
  return [
    ...(held && trait.column === undefined ? [unfit('status', trait.status, 'a column, or status: not-held')] : []),
    ...(!held && trait.column !== undefined ? [unfit('column', 'a column', 'none for a trait that is not held')] : []),
    ...(estimated && trait.error === undefined && trait.confusion === undefined
      ? [unfit('status', 'an estimate', 'error: the share of wrong values, or confusion')]
      : []),
    ...(!estimated && trait.error !== undefined ? [unfit('error', 'an error', 'an error only for estimates')] : []),
    ...(!estimated && trait.confusion ? [unfit('confusion', 'rates of error', 'rates only for estimates')] : []),
    ...(!estimated && trait.estimator ? [unfit('estimator', 'an estimator', 'one only for estimates')] : []),
    ...(trait.status !== 'sample' && trait.sample ? [unfit('sample', 'a design', 'one only for a sample')] : []),
    ...confusionMistakes(trait)
      .slice(0, 1)
      .map((found) => unfit('confusion', found, 'shares of every declared group that add up to 1')),
    ...(trait.bands && trait.groups ? [unfit('groups', 'bands and groups', 'one of them')] : []),
  ];
}

/** Rates of error are over the declared groups, each once, all of them or none with people. */
function confusionMistakes({ confusion, groups, bands }: Trait): readonly string[] {
  if (confusion === undefined) return [];
  const names = (groups ?? bands ?? []).map(({ name }) => name);
  const found = confusion.map(({ group }) => group);
  const same = names.length === found.length && names.every((name) => found.includes(name));
  const validated = confusion.filter(({ people }) => people !== undefined).length;
  const sums = confusion.every(({ taken }) => {
    const sum = Object.values(taken).reduce((all, share) => all + share, 0);
    return Math.abs(sum - 1) < 1e-6 && Object.keys(taken).every((name) => names.includes(name));
  });
  return [
    ...(same ? [] : [`the groups ${found.join(', ')}`]),
    ...(sums ? [] : ['shares that do not add up, or of a group that is not declared']),
    ...(validated === 0 || validated === confusion.length ? [] : ['people for some groups only']),
  ];
}

function designMistakes({ document, value }: NamedDocument<Dataset>, path: DocumentPath, { sample }: Trait) {
  if (sample === undefined) return [];
  const key = 'weight' in sample ? 'weight' : 'stratum';
  const word = 'weight' in sample ? sample.weight : sample.stratum;
  const known = value.columns.map(({ name }) => name);
  const place = [...path, 'sample', key];
  const column = value.columns.find(({ name }) => name === word);
  if (!column) return [wordMistake(document, place, 'UNKNOWN_COLUMN', { word, known })];
  const numeric = column.type === 'integer' || column.type === 'decimal';
  if (key === 'stratum' || numeric) return [];
  return [document.diagnostic(place, { code: 'COLUMN_UNFIT', found: `the type ${column.type}`, expected: 'a number' })];
}

function columnMistakes({ document, value }: NamedDocument<Dataset>, path: DocumentPath, trait: Trait) {
  if (trait.column === undefined) return [];
  const columns = columnsOf(value);
  const column = columns.get(trait.column);
  const place = [...path, 'column'];
  const known = [...columns.keys()];
  if (!column) return [wordMistake(document, place, 'UNKNOWN_COLUMN', { word: trait.column, known })];
  if (column.roles.includes('protected')) return [];
  const found = `the roles ${column.roles.join(', ')}`;
  return [document.diagnostic(place, { code: 'COLUMN_UNFIT', found, expected: 'the role protected' })];
}

/** Bands of a trait or a stratum. */
export function bandMistakes(
  { document, value }: NamedDocument<Dataset>,
  path: DocumentPath,
  { bands, column }: Pick<Trait, 'bands' | 'column'>,
) {
  if (!bands) return [];
  const type = column === undefined ? undefined : columnsOf(value).get(column)?.type;
  const unfit = (steps: DocumentPath, found: string, expected: string) =>
    document.diagnostic([...path, 'bands', ...steps], { code: 'BANDS_UNFIT', found, expected });
  const names = bands.map(({ name }) => name);
  return [
    ...(type === undefined || type === 'integer' || type === 'decimal'
      ? []
      : [unfit([], `bands of a column of type ${type}`, 'a column of type integer or decimal')]),
    ...bands.flatMap(({ name, from }, at) => [
      ...(at > 0 && from <= (bands[at - 1]?.from ?? from)
        ? [unfit([at, 'from'], 'a band out of order', 'rising numbers')]
        : []),
      ...(names.indexOf(name) === at ? [] : [unfit([at, 'name'], `'${name}' again`, 'another name')]),
    ]),
  ];
}

/** Groups of a trait or a stratum. */
export function groupMistakes(
  { document }: NamedDocument<Dataset>,
  path: DocumentPath,
  { groups }: Pick<Trait, 'groups'>,
) {
  const seen = new Set<string>();
  const taken = (word: string) => seen.has(word) || !seen.add(word);
  return (groups ?? []).flatMap(({ name, values }, at) =>
    [`name ${name}`, ...values.map((value) => `value ${value}`)].filter(taken).map(() => {
      const mistake = { code: 'GROUPS_UNFIT', found: 'a name or value of another group', expected: 'groups apart' };
      return document.diagnostic([...path, 'groups', at], mistake);
    }),
  );
}
