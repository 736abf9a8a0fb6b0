import { definePlugin } from 'probity/plugin';
import { Type } from 'typebox';
import { edgesOf, emptyScores, quantilesWanted } from './scores.js';
import { NAMED_SEGMENTS, SegmentsSchema } from './segments.js';

const Column = (name: string, description: string) =>
  Type.String({ minLength: 1, maxLength: 200, default: name, description });

export default definePlugin({
  name: 'rfm',
  version: '1.0.0',
  title: 'RFM: recency, frequency and monetary value in five scores each',
  gives: 'model',
  rows: 'none',
  sampleSizeMax: 0,
  needs: { min: 3, max: 200, numeric: false },
  options: Type.Object(
    {
      recency: Column('recency', 'the column of days since the last order; fewer is better'),
      frequency: Column('frequency', 'the column of the number of orders'),
      monetary: Column('monetary', 'the column of the money spent'),
      segments: SegmentsSchema,
      otherwise: Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$',
        default: 'Others',
        description: 'the segment of everybody whom no other takes',
      }),
    },
    { additionalProperties: false },
  ),
  refusals: {
    UNKNOWN_COLUMN: 'A column that the options name was not granted to the run.',
    WRONG_TYPE: 'A column that the options name does not hold numbers.',
    TOO_FEW_VALUES: 'A column has no values to take quantiles of.',
  },
  facts: {
    recencyEmptyScores: 'Recency scores that nobody can have, because quantiles are tied.',
    frequencyEmptyScores: 'Frequency scores that nobody can have, because quantiles are tied.',
    monetaryEmptyScores: 'Monetary scores that nobody can have, because quantiles are tied.',
    quantiles: 'How quantiles were taken.',
  },
  words: ['type 7', ...NAMED_SEGMENTS.map(({ name }) => name)],
  plan: ({ recency, frequency, monetary }, columns) => ({
    columns: [],
    rows: 0,
    quantiles: [recency, frequency, monetary].map((column) => quantilesWanted(column, columns)),
  }),
  segment({ options, quantiles }) {
    const recency = edgesOf(quantiles(options.recency));
    const frequency = edgesOf(quantiles(options.frequency));
    const monetary = edgesOf(quantiles(options.monetary));
    return {
      version: 1,
      form: 'bins',
      scores: [
        { name: 'R', column: options.recency, edges: recency, reversed: true },
        { name: 'F', column: options.frequency, edges: frequency, reversed: false },
        { name: 'M', column: options.monetary, edges: monetary, reversed: false },
      ],
      segments: options.segments.map(({ name, R, F, M }) => ({
        name,
        when: { R: { from: R[0], to: R[1] }, F: { from: F[0], to: F[1] }, M: { from: M[0], to: M[1] } },
      })),
      otherwise: options.otherwise,
      facts: {
        recencyEmptyScores: emptyScores(recency),
        frequencyEmptyScores: emptyScores(frequency),
        monetaryEmptyScores: emptyScores(monetary),
        quantiles: 'type 7',
      },
    };
  },
});
