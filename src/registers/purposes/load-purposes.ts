import {
  type Diagnostic,
  type NamedDocument,
  type Register,
  readNamedDocuments,
  registerOf,
  wordMistake,
} from '../../documents/index.js';
import { keyMistake, type Taxonomy } from '../taxonomy/index.js';
import { type Purpose, PurposeSchema } from './purpose.schema.js';
import type { PurposeErrorCode } from './purposes.errors.js';

const BALANCING_MISSING: PurposeErrorCode = 'BALANCING_MISSING';
const ASSESSMENT_UNREFERENCED: PurposeErrorCode = 'ASSESSMENT_UNREFERENCED';

/** What a purpose may name. */
export interface PurposeRegisters {
  readonly taxonomy: Taxonomy;
  readonly destinations: ReadonlyMap<string, unknown>;
}

/** Reads every purpose of the folders. Throws a DocumentError with all mistakes of all files. */
export function loadPurposes(folders: readonly string[], registers: PurposeRegisters): Register<Purpose> {
  const { good, mistakes } = readNamedDocuments(folders, PurposeSchema);
  return registerOf(
    good.map(({ value }) => value),
    [...mistakes, ...good.flatMap((purpose) => mistakesOf(purpose, registers))],
  );
}

function mistakesOf(
  { document, value }: NamedDocument<Purpose>,
  { taxonomy, destinations }: PurposeRegisters,
): readonly Diagnostic[] {
  const known = [...destinations.keys()];
  return [
    ...keyMistake(document, ['use'], value.use, { taxonomy, axis: 'uses' }),
    ...value.destinations.flatMap((word, at) =>
      destinations.has(word)
        ? []
        : [wordMistake(document, ['destinations', at], 'UNKNOWN_DESTINATION', { word, known })],
    ),
    ...groundMistakes({ document, value }),
  ];
}

function groundMistakes({ document, value }: NamedDocument<Purpose>): readonly Diagnostic[] {
  const mistakes: Diagnostic[] = [];
  if (value.basis === 'legitimate-interests' && value.balancingTest === undefined) {
    const expected = 'balancingTest: where the test of GDPR 6(1)(f) is kept';
    mistakes.push(document.diagnostic(['basis'], { code: BALANCING_MISSING, found: 'no balancing test', expected }));
  }
  if (value.assessment.state === 'approved' && value.assessment.reference === undefined) {
    const expected = 'reference: where the approved assessment is kept';
    const mistake = { code: ASSESSMENT_UNREFERENCED, found: 'no reference', expected };
    mistakes.push(document.diagnostic(['assessment', 'state'], mistake));
  }
  return mistakes;
}
