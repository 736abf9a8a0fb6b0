import type { ColumnFinding, Evidence } from './column-finding.js';

/** Why a column is classified as it is, in one sentence: what matched and how often, never a value. */
export function becauseOf({
  certainty,
  evidence,
  filled,
}: Pick<ColumnFinding, 'certainty' | 'evidence' | 'filled'>): string {
  if (filled === 0) return 'No row has a value.';
  const parts = [...evidence]
    .sort((a, b) => strength(b) - strength(a))
    .slice(0, 3)
    .map(phraseOf);
  if (parts.length === 0) return 'Neither name nor values say what it holds.';
  const end = certainty === 'unsure' ? '; that is not enough' : '';
  const text = `${parts.join('; ')}${end}.`;
  return text[0]?.toUpperCase() + text.slice(1);
}

function strength(evidence: Evidence): number {
  return evidence.kind === 'name' ? 0.5 : evidence.prevalence + (evidence.where === 'whole' ? 1 : 0);
}

function phraseOf(evidence: Evidence): string {
  if (evidence.kind === 'name') {
    return evidence.fits
      ? `its name says '${evidence.phrase}' and the values do not speak against it`
      : `its name says '${evidence.phrase}', which the values do not look like`;
  }
  const { title, where, prevalence, interval, passing } = evidence;
  const [low, high] = interval;
  const share = `${percent(prevalence)} (${percent(low)} to ${percent(high)})`;
  const checked = passing
    ? `, ${passing.count} of ${passing.of} distinct ones pass the check, by chance ${percent(passing.chance)} would`
    : '';
  return where === 'whole' ? `${share} are ${title}${checked}` : `${share} hold ${title} inside a longer text`;
}

/** A share in per cent; what is not nothing never reads as nothing, what is not all never as all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '<0.1 %';
  if (share > 0.999 && share < 1) return '>99.9 %';
  const value = share * 100;
  return `${Number.isInteger(value) || (value >= 10 && value < 99) ? Math.round(value) : value.toFixed(1)} %`;
}
