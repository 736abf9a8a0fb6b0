/** What one run measured, or where a chart is centred, with its standard error. */
export interface ChartPoint {
  readonly value: number;
  readonly error: number;
}

/** A point after smoothing, between the limits that chance keeps it within. */
export interface ChartedPoint {
  readonly smoothed: number;
  readonly low: number;
  readonly high: number;
}

export interface ChartOptions {
  /** The weight of the newest run, above 0 and at most 1; at 1 it is the chart of Shewhart. */
  readonly smoothing: number;
  /** Half the distance of the limits, in standard errors. */
  readonly width: number;
  /** How many times as far as their errors say runs lie apart; 1 where chance alone moves them. */
  readonly dispersion?: number;
}

/**
 * An exponentially weighted moving average of runs, oldest first, with limits that follow the errors of each run and of
 * the centre: z(i) = λ x(i) + (1 − λ) z(i − 1), z(0) the centre (Roberts 1959).
 */
export function ewmaChart(
  centre: ChartPoint,
  points: readonly ChartPoint[],
  { smoothing, width, dispersion = 1 }: ChartOptions,
): readonly ChartedPoint[] {
  let smoothed = centre.value;
  let variance = 0;
  let weightOfCentre = 1;
  return points.map(({ value, error }) => {
    smoothed = smoothing * value + (1 - smoothing) * smoothed;
    variance = smoothing ** 2 * error ** 2 + (1 - smoothing) ** 2 * variance;
    weightOfCentre *= 1 - smoothing;
    // Both ends of a difference from the centre carry the error of the centre, but for what smoothing took from it.
    const from = variance + (1 - weightOfCentre) ** 2 * centre.error ** 2;
    const reach = width * dispersion * Math.sqrt(from);
    return { smoothed, low: centre.value - reach, high: centre.value + reach };
  });
}
