import { DELTA_UNIT } from '../../../budget/index.js';
import type { AssignedRows, BoundedFigures } from '../../../engines/index.js';
import { keyThreshold, type Noise, noiseFor, type RandomBits, withNoise } from '../../../noise/index.js';
import type { NoisePlan } from './noise-plan.js';

/** What was drawn, as the ledger keeps it: integers in text, each with its noise. */
export interface NoisyAnswer {
  readonly v: 1;
  /** Of people, by the order of segments, and those in no segment at the end. */
  readonly counts: readonly string[];
  /** Sums of (2 · value − low − high) in millionths, by the order of segments. */
  readonly sums: readonly { readonly column: string; readonly sums: readonly string[] }[];
  /** Values above the threshold. */
  readonly values: readonly {
    readonly column: string;
    readonly segment: number;
    readonly value: string;
    readonly people: string;
  }[];
}

const MILLIONTHS = 1_000_000;

/** Noise for counts: somebody more or less moves one of them by one. */
export function noiseOfCounts({ loss }: Pick<NoisePlan, 'loss'>): Noise {
  return noiseFor(1n, loss);
}

/** Noise for the sums of a column: somebody more or less moves one of them by at most high − low, in millionths. */
export function noiseOfSums({ loss }: Pick<NoisePlan, 'loss'>, { low, high }: NoisePlan['sums'][number]): Noise {
  const width = BigInt(Math.round(high * MILLIONTHS)) - BigInt(Math.round(low * MILLIONTHS));
  return noiseFor(width > 0n ? width : 1n, loss);
}

/** Draws the noise of an answer. What it takes are true figures: they go no further than here. */
export function drawAnswer(
  bits: RandomBits,
  plan: NoisePlan,
  { rows, figures }: { readonly rows: AssignedRows; readonly figures: BoundedFigures },
): NoisyAnswer {
  const people = [...rows.segments.map((segment) => segment.rows), rows.unassigned].map(BigInt);
  return {
    v: 1,
    counts: texts(withNoise(bits, people, noiseOfCounts(plan))),
    sums: plan.sums.map((bounds) => {
      const sums = figures.sums.find(({ column }) => column === bounds.column)?.sums ?? [];
      return { column: bounds.column, sums: texts(withNoise(bits, sums, noiseOfSums(plan, bounds))) };
    }),
    values: valuesAbove(bits, plan, figures.values),
  };
}

// A value that nobody has gets no noise and is not shown; one that few people have passes with the chance δ.
function valuesAbove(bits: RandomBits, plan: NoisePlan, values: BoundedFigures['values']): NoisyAnswer['values'] {
  const noise = noiseOfCounts(plan);
  if (plan.values.length === 0 || noise.kind !== 'discrete-laplace') return [];
  const threshold = keyThreshold(noise.scale, plan.delta / DELTA_UNIT);
  const noisy = withNoise(
    bits,
    values.map(({ people }) => people),
    noise,
  );
  return values.flatMap(({ column, segment, value }, at) => {
    const people = noisy[at] as bigint;
    return people < threshold ? [] : [{ column, segment, value, people: String(people) }];
  });
}

function texts(values: readonly bigint[]): readonly string[] {
  return values.map(String);
}
