import { DETECTORS, type Detector } from '../detectors/index.js';

/** A place in a text that a detector took, in UTF-16 units from `start` up to `end`. */
export interface TextHit {
  readonly detector: Detector;
  readonly start: number;
  readonly end: number;
  /** Whether a check digit, a range or a closed form confirms it; else the words around it do. */
  readonly proven: boolean;
  /** Whether a word of its kind stands beside it. */
  readonly told: boolean;
}

/** How far a word that tells of a format may stand from it. */
const BESIDE = 60;

/** Longer texts are looked at up to here, so that one value cannot hold up the rest. */
export const TEXT_MAX = 20_000;

const inText = DETECTORS.filter(({ inside }) => inside !== null);

/** Everything personal that the detectors find inside a text, in order; where two overlap, the better one. */
export function findInText(text: string): readonly TextHit[] {
  const read = text.length > TEXT_MAX ? text.slice(0, TEXT_MAX) : text;
  const found = inText.flatMap((detector) => (detector.sign.test(read) ? hitsOf(read, detector) : []));
  return withoutOverlaps(found);
}

function hitsOf(text: string, detector: Detector): readonly TextHit[] {
  return [...text.matchAll(detector.inside as RegExp)].flatMap((match) => {
    const found = trimmed(match[0]);
    const [start, end] = [match.index, match.index + found.length];
    if (!detector.isValid(found)) return [];
    const told = isTold(text, { start, end }, detector.context);
    const needed = detector.needsContext(found);
    return needed && !told ? [] : [{ detector, start, end, proven: !needed && detector.chance < 1, told }];
  });
}

// A full stop at the end belongs to the sentence.
function trimmed(found: string): string {
  return found.replace(/[.,;:!?)\]]{1,5}$/, (end) => (end.startsWith(')') && found.includes('(') ? ')' : ''));
}

function isTold(text: string, { start, end }: { start: number; end: number }, words: readonly string[]): boolean {
  const around = `${text.slice(Math.max(0, start - BESIDE), start)} ${text.slice(end, end + BESIDE)}`.toLowerCase();
  const near = new Set(around.match(/[\p{L}]{2,30}/gu) ?? []);
  return words.some((word) => near.has(word));
}

// Confirmed before told, then the longer one, then the order of the detectors.
function withoutOverlaps(hits: readonly TextHit[]): readonly TextHit[] {
  const ranked = [...hits].sort(
    (a, b) => Number(b.proven) - Number(a.proven) || b.end - b.start - (a.end - a.start) || a.start - b.start,
  );
  const kept: TextHit[] = [];
  for (const hit of ranked) if (kept.every(({ start, end }) => hit.end <= start || hit.start >= end)) kept.push(hit);
  return kept.sort((a, b) => a.start - b.start);
}
