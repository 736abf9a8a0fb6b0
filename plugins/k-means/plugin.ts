import { definePlugin } from 'probity/plugin';
import { Type } from 'typebox';
import { bestFit, METHOD } from './k-means.js';
import { pointsOf } from './points.js';

export default definePlugin({
  name: 'k-means',
  version: '1.1.0',
  title: 'k-means: customers near each other in their features',
  gives: 'model',
  rows: 'sample',
  sampleSizeMax: 200_000,
  needs: { min: 1, max: 50, numeric: true },
  options: Type.Object(
    {
      segments: Type.Integer({ minimum: 2, maximum: 50, default: 5, description: 'how many segments' }),
      scaler: Type.Enum(['none', 'z-score'], {
        default: 'z-score',
        description: 'z-score: every feature counts alike; none: as measured',
      }),
      restarts: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'tries; the best is kept' }),
      maxIterations: Type.Integer({ minimum: 1, maximum: 10_000, default: 300, description: 'per restart' }),
      sampleSize: Type.Integer({ minimum: 10, maximum: 200_000, default: 10_000, description: 'rows to fit on' }),
    },
    { additionalProperties: false },
  ),
  refusals: {
    TOO_FEW_POINTS: 'There are fewer distinct rows without a missing value than segments asked for.',
    NOT_FINITE: 'A feature holds a value that is not a finite number.',
    TOO_LARGE: 'Values of a feature lie so far apart that their squared distances are no finite number.',
  },
  facts: {
    inertia: 'Sum of squared distances to the nearest centroid, in scaled units.',
    restarts: 'How many tries were made.',
    bestRestart: 'Which try was kept, counted from 1.',
    iterations: 'Iterations of the try that was kept, over the sample and over all rows.',
    converged: 'Whether its centroids had stopped moving.',
    seed: 'The seed from which every try derived its own.',
    scaler: 'How features were scaled.',
    method: 'How tries were started and went on.',
    rowsUsed: 'Rows without a missing value, on which the centroids were fitted.',
    rowsMissing: 'Rows left out of the fit because a feature was missing.',
    emptySegments: 'Segments that no row of the fit is nearest to.',
  },
  words: [METHOD],
  plan: ({ sampleSize }, columns) => ({
    columns: columns.map(({ name }) => name),
    rows: sampleSize,
    quantiles: [],
  }),
  segment({ options, rows, seed }) {
    const { points, columns, rowsMissing } = pointsOf(rows, options.scaler);
    const fit = bestFit(points, options, seed);
    return {
      version: 1,
      form: 'centroids',
      columns,
      segments: fit.centroids.map((centroid, at) => ({ name: `segment ${at + 1}`, centroid })),
      facts: {
        inertia: fit.inertia,
        restarts: options.restarts,
        bestRestart: fit.restart + 1,
        iterations: fit.iterations,
        converged: fit.converged,
        seed,
        scaler: options.scaler,
        method: METHOD,
        rowsUsed: points.count,
        rowsMissing,
        emptySegments: fit.sizes.filter((size) => size === 0).length,
      },
    };
  },
});
