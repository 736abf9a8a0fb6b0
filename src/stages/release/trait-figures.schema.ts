import { Type } from 'typebox';
import { Count, closed, Interval, IntervalPair, nullable, Real, ShownCount } from './shown.schema.js';

const Pair = Type.Tuple([Type.String(), Type.String()]);
const Method = nullable(Type.Enum(['fisher', 'chi-square', 'permutation']));

/** Figures over the whole table; all are null where a cell is hidden, since each is one equation about it. */
export const EffectsSchema = Type.Object(
  {
    chiSquare: Real,
    g: Real,
    cramerV: Real,
    cramerVCorrected: Real,
    totalVariation: Real,
    /** In the sense of Bera. */
    balance: Real,
    /** In the sense of Chierichetti, and what it could be at most. */
    chierichetti: Real,
    chierichettiBound: Real,
    mutualInformation: Real,
    groupToldBySegment: Real,
    segmentToldByGroup: Real,
    /** Smoothed worst ratio over all segments and groups: e to the minus epsilon. */
    epsilon: Real,
    worstRatio: Real,
  },
  closed,
);

const SegmentFiguresSchema = Type.Object(
  {
    segment: Type.String(),
    overall: Real,
    difference: Real,
    ratio: Real,
    differenceToOverall: Real,
    ratioToOverall: Real,
    method: Method,
    p: Real,
    /** Adjusted over every segment of every trait of the run. */
    holm: Real,
    falseDiscovery: Real,
  },
  closed,
);

const RateSchema = nullable(
  Type.Object({ rate: Type.Number(), wilson: IntervalPair, clopperPearson: IntervalPair }, closed),
);

const EvidenceSchema = Type.Object(
  {
    confidence: Type.Number(),
    first: RateSchema,
    second: RateSchema,
    difference: Real,
    newcombe: Interval,
    scoreDifference: Interval,
    ratio: Real,
    katz: Interval,
    /** The upper end is null where no ratio is too large. */
    scoreRatio: nullable(Type.Tuple([Type.Number(), Real])),
    fisher: Real,
  },
  closed,
);

const GroupMeanSchema = Type.Object(
  { group: Type.String(), people: ShownCount, mean: Real, interval: Interval },
  closed,
);

const BenefitSchema = Type.Object(
  {
    groups: Type.Array(GroupMeanSchema),
    mean: Real,
    difference: Real,
    ratio: Real,
    ratioInterval: Interval,
    /** The group with the smaller mean first. */
    furthest: nullable(Pair),
    generalisedEntropy: Real,
    theil: Real,
    betweenGroups: Real,
  },
  closed,
);

const DistanceSchema = Type.Object(
  {
    groups: Type.Array(GroupMeanSchema),
    socialCost: Real,
    group: nullable(Type.String()),
    ratio: Real,
    mean: Real,
  },
  closed,
);

const ConsistencySchema = Type.Object(
  {
    neighbours: Count,
    people: ShownCount,
    share: Real,
    groups: Type.Array(
      Type.Object({ group: Type.String(), people: ShownCount, share: Real, interval: Interval }, closed),
    ),
    difference: Real,
    lowest: nullable(Type.String()),
  },
  closed,
);

const StratumSchema = Type.Object(
  {
    ground: Type.String(),
    disparities: Type.Array(
      Type.Object(
        { segment: Type.String(), group: Type.String(), overall: Real, conditional: Real, covered: Real },
        closed,
      ),
    ),
  },
  closed,
);

/** What is said of a trait besides its comparisons; null parts do not apply, null figures are hidden or not defined. */
export const FiguresSchema = Type.Object(
  {
    /** By a bootstrap within groups; null for very large tables. */
    intervals: nullable(
      Type.Object(
        {
          draws: Count,
          seed: Count,
          confidence: Type.Number(),
          cramerVCorrected: Interval,
          totalVariation: Interval,
          balance: Interval,
          epsilon: Interval,
        },
        closed,
      ),
    ),
    /** Of the whole table. */
    test: Type.Object({ method: Method, p: Real }, closed),
    segments: Type.Array(SegmentFiguresSchema),
    /** The comparison that gave the verdict; its evidence is null where a cell of it is hidden. */
    worst: nullable(Type.Object({ segment: Type.String(), groups: Pair, evidence: nullable(EvidenceSchema) }, closed)),
    benefit: nullable(BenefitSchema),
    distance: nullable(DistanceSchema),
    consistency: nullable(ConsistencySchema),
    strata: Type.Array(StratumSchema),
  },
  closed,
);
