import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Diagnostic, DocumentError, excerptOf, type YamlDocument } from '../../documents/index.js';
import type { Dataset, ReferencePopulation } from './dataset.schema.js';

const BYTES_MAX = 1_000_000;

/**
 * A dataset with the rows of its reference files in it, so that its digest covers them. A file has a line `group,people`
 * and one line for each group. Throws a DocumentError with the mistakes of all files, each at its line.
 */
export function withReferenceFiles(document: YamlDocument, dataset: Dataset): Dataset {
  const { representation } = dataset;
  if (!representation?.references) return dataset;
  const read = representation.references.map((one, at) => withFile(document, one, at));
  const mistakes = read.flatMap((one) => one.mistakes);
  if (mistakes.length > 0) throw new DocumentError(mistakes);
  return { ...dataset, representation: { ...representation, references: read.map(({ reference }) => reference) } };
}

interface Read {
  readonly reference: ReferencePopulation;
  readonly mistakes: readonly Diagnostic[];
}

function withFile(document: YamlDocument, reference: ReferencePopulation, at: number): Read {
  if (reference.file === undefined) return { reference, mistakes: [] };
  if (reference.parts) {
    const mistake = { code: 'REFERENCE_UNFIT', found: 'file and parts', expected: 'one of them' };
    return { reference, mistakes: [document.diagnostic(['representation', 'references', at, 'file'], mistake)] };
  }
  const file = resolve(dirname(document.file), reference.file);
  const found = !existsSync(file) ? 'no such file' : statSync(file).size > BYTES_MAX ? 'a larger file' : null;
  if (found === null) return readFile(file, reference);
  const mistake = { code: 'REFERENCE_UNREADABLE', found, expected: `a file of at most ${BYTES_MAX} bytes` };
  return { reference, mistakes: [document.diagnostic(['representation', 'references', at, 'file'], mistake)] };
}

const ROW = /^"?(.+?)"?,(\d+(?:\.\d+)?)$/;

function readFile(file: string, reference: ReferencePopulation): Read {
  const text = readFileSync(file, 'utf8');
  const lines = text.split(/\r?\n/).map((line, at) => ({ line: line.trim(), number: at + 1 }));
  const [head, ...rows] = lines.filter(({ line }) => line !== '');
  const parts: Record<string, number> = {};
  const mistakes: Diagnostic[] = [];
  const refuse = (number: number, found: string, expected: string) => {
    const place = { line: number, column: 1 };
    mistakes.push({
      code: 'REFERENCE_UNFIT',
      path: '',
      found,
      expected,
      file,
      ...place,
      excerpt: excerptOf(text, place),
    });
  };
  if (head?.line !== 'group,people') refuse(head?.number ?? 1, 'another first line', 'group,people');
  for (const { line, number } of rows) {
    const [, group = '', people] = ROW.exec(line) ?? [];
    if (people === undefined)
      refuse(number, 'a line without a group and its people', 'a name, a comma and a number from 0');
    else if (Object.hasOwn(parts, group)) refuse(number, 'a group again', 'one line for each group');
    else parts[group] = Number(people);
  }
  return { reference: { ...reference, parts }, mistakes };
}
