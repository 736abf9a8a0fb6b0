import type { Diagnostic, DocumentPath, NamedDocument } from '../../documents/index.js';
import { wordMistake } from '../../documents/index.js';
import { columnsOf } from './columns-of.js';
import type { Dataset, Stratum } from './dataset.schema.js';
import { bandMistakes, groupMistakes } from './trait-mistakes.js';

/** More crossings than this would fill a report that nobody reads. */
const CROSSINGS_MAX = 100;

/** The mistakes of declared grounds, and of a depth that gives more crossings than can be looked at. */
export function stratumMistakes(dataset: NamedDocument<Dataset>): readonly Diagnostic[] {
  const strata = dataset.value.strata ?? [];
  const names = strata.map(({ name }) => name);
  return [
    ...strata.flatMap((stratum, at) => [
      ...(names.indexOf(stratum.name) === at ? [] : [again(dataset, ['strata', at, 'name'], stratum.name)]),
      ...columnMistakes(dataset, ['strata', at, 'column'], stratum),
      ...splitMistakes(dataset, ['strata', at], stratum),
      ...bandMistakes(dataset, ['strata', at], stratum),
      ...groupMistakes(dataset, ['strata', at], stratum),
    ]),
    ...depthMistakes(dataset),
  ];
}

function again({ document }: NamedDocument<Dataset>, path: DocumentPath, name: string): Diagnostic {
  return document.diagnostic(path, { code: 'STRATUM_UNFIT', found: `'${name}' again`, expected: 'another name' });
}

function columnMistakes({ document, value }: NamedDocument<Dataset>, path: DocumentPath, { column }: Stratum) {
  const known = [...columnsOf(value).keys()];
  return known.includes(column) ? [] : [wordMistake(document, path, 'UNKNOWN_COLUMN', { word: column, known })];
}

// A stratum for every value of a column would hold few people each, and explain everything away.
function splitMistakes({ document }: NamedDocument<Dataset>, path: DocumentPath, { bands, groups }: Stratum) {
  if ((bands === undefined) !== (groups === undefined)) return [];
  const found = bands ? 'bands and groups' : 'neither bands nor groups';
  return [document.diagnostic(path, { code: 'STRATUM_UNFIT', found, expected: 'one of bands and groups' })];
}

function depthMistakes({ document, value }: NamedDocument<Dataset>): readonly Diagnostic[] {
  const held = value.traits.filter(({ status }) => status !== 'not-held').length;
  const crossings = chosen(held, value.crossingDepth ?? 1);
  if (crossings <= CROSSINGS_MAX) return [];
  const mistake = {
    code: 'CROSSINGS_TOO_MANY',
    found: `${crossings} crossings of ${held} traits`,
    expected: `at most ${CROSSINGS_MAX}: a smaller depth, and crossings by name beside it`,
  };
  return [document.diagnostic(['crossingDepth'], mistake)];
}

/** How many choices of two to `depth` there are. */
function chosen(of: number, depth: number): number {
  let ways = of;
  let sum = 0;
  for (let size = 2; size <= depth; size += 1) {
    ways = (ways * (of - size + 1)) / size;
    sum += ways;
  }
  return sum;
}
