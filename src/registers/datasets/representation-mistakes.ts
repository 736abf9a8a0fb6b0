import type { Diagnostic, DocumentPath, NamedDocument } from '../../documents/index.js';
import { wordMistake } from '../../documents/index.js';
import type { Dataset, ReferencePopulation, Trait } from './dataset.schema.js';

/** The mistakes of what a dataset declares its people to be laid beside. */
export function representationMistakes(dataset: NamedDocument<Dataset>): readonly Diagnostic[] {
  const references = dataset.value.representation?.references ?? [];
  return references.flatMap((one, at) => referenceMistakes(dataset, ['representation', 'references', at], one));
}

function referenceMistakes(
  { document, value }: NamedDocument<Dataset>,
  path: DocumentPath,
  reference: ReferencePopulation,
): readonly Diagnostic[] {
  const known = value.traits.map(({ name }) => name);
  const trait = value.traits.find(({ name }) => name === reference.trait);
  if (!trait) return [wordMistake(document, [...path, 'trait'], 'UNKNOWN_TRAIT', { word: reference.trait, known })];
  const unfit = (key: string, found: string, expected: string) =>
    document.diagnostic([...path, key], { code: 'REFERENCE_UNFIT', found, expected });
  const again = value.representation?.references?.findIndex((one) => one.trait === reference.trait) !== path.at(-1);
  const groups = groupsOf(trait);
  if (groups === null)
    return [unfit('trait', `${trait.name}, whose groups are not declared`, 'a trait with groups or bands')];
  return [
    ...(again ? [unfit('trait', `'${trait.name}' again`, 'one reference for each trait')] : []),
    ...partMistakes({ document, path, unfit }, reference, groups),
  ];
}

function groupsOf({ groups, bands }: Trait): readonly string[] | null {
  const declared = groups ?? bands;
  return declared === undefined ? null : declared.map(({ name }) => name);
}

function partMistakes(
  { document, path, unfit }: { document: NamedDocument<Dataset>['document']; path: DocumentPath; unfit: Unfit },
  { parts, file }: ReferencePopulation,
  groups: readonly string[],
): readonly Diagnostic[] {
  const key = file === undefined ? 'parts' : 'file';
  if (parts === undefined) return [unfit('trait', 'no figures', 'parts: a number for each group, or file')];
  const strange = Object.keys(parts).filter((group) => !groups.includes(group));
  const missing = groups.filter((group) => !Object.hasOwn(parts, group));
  const nobody = Object.values(parts).every((part) => part === 0);
  return [
    ...strange.map((word) => wordMistake(document, [...path, key], 'REFERENCE_UNFIT', { word, known: groups })),
    ...missing.map((group) => unfit(key, `nothing for '${group}'`, 'a number for each group, 0 where there is nobody')),
    ...(strange.length + missing.length === 0 && nobody ? [unfit(key, 'nobody at all', 'a number above 0')] : []),
  ];
}

type Unfit = (key: string, found: string, expected: string) => Diagnostic;
