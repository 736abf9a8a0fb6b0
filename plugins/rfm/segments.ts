import { Type } from 'typebox';

const Score = Type.Integer({ minimum: 1, maximum: 5 });
const Range = (description: string) => Type.Array(Score, { minItems: 2, maxItems: 2, description });

/** Ordered ranges of scores, both ends included. */
interface NamedSegment {
  readonly name: string;
  readonly R: readonly [number, number];
  readonly F: readonly [number, number];
  readonly M: readonly [number, number];
}

const row = (name: string, R: NamedSegment['R'], F: NamedSegment['F'], M: NamedSegment['M']): NamedSegment => ({
  name,
  R,
  F,
  M,
});

/** The ten segments that the documentation of the R package rfm uses; the first that fits takes a customer. */
export const NAMED_SEGMENTS: readonly NamedSegment[] = [
  row('Champions', [4, 5], [4, 5], [4, 5]),
  row('Loyal Customers', [2, 5], [3, 5], [3, 5]),
  row('Potential Loyalist', [3, 5], [1, 3], [1, 3]),
  row('New Customers', [4, 5], [1, 1], [1, 1]),
  row('Promising', [3, 4], [1, 1], [1, 1]),
  row('Need Attention', [2, 3], [2, 3], [2, 3]),
  row('About To Sleep', [2, 3], [1, 2], [1, 2]),
  row('At Risk', [1, 2], [2, 5], [2, 5]),
  row('Cannot Lose Them', [1, 1], [4, 5], [4, 5]),
  row('Lost', [1, 2], [1, 2], [1, 2]),
];

const Segment = Type.Object(
  {
    name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$' }),
    R: Range('lowest and highest recency score'),
    F: Range('lowest and highest frequency score'),
    M: Range('lowest and highest monetary score'),
  },
  { additionalProperties: false },
);

export const SegmentsSchema = Type.Unsafe<readonly NamedSegment[]>(
  Type.Array(Segment, {
    minItems: 1,
    maxItems: 125,
    default: NAMED_SEGMENTS,
    description: 'named ranges of scores, first match wins',
  }),
);
