/** People by group and segment with what each should count, so that groups and segments would be independent. */
export interface Weights {
  /** `weights[group][segment]` is p(group) p(segment) / p(group, segment); 0 where nobody is. */
  readonly weights: readonly (readonly number[])[];
  /** The same by the largest of them: with which chance somebody is drawn. */
  readonly shares: readonly (readonly number[])[];
  /** (Σ w)² / Σ w² by the number of people (Kish): how much of the sample is left in effect, 0 to 1. */
  readonly effective: number;
}

/** Reweighing (Kamiran and Calders 2012, Data preprocessing techniques for classification without discrimination). */
export function reweighed(counts: readonly (readonly number[])[]): Weights {
  const groups = counts.map(sum);
  const segments = (counts[0] ?? []).map((_, at) => sum(counts.map((row) => row[at] ?? 0)));
  const people = sum(groups);
  const weights = counts.map((row, group) =>
    row.map((n, at) => (n === 0 ? 0 : ((groups[group] as number) * (segments[at] as number)) / (n * people))),
  );
  const most = Math.max(0, ...weights.flat());
  const total = sum(counts.map((row, group) => sum(row.map((n, at) => n * (weights[group]?.[at] ?? 0)))));
  const squares = sum(counts.map((row, group) => sum(row.map((n, at) => n * (weights[group]?.[at] ?? 0) ** 2))));
  return {
    weights,
    shares: weights.map((row) => row.map((weight) => (most === 0 ? 0 : weight / most))),
    effective: squares === 0 ? 0 : total ** 2 / squares / people,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}
