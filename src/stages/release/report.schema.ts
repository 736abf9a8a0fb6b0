import { type Static, type TProperties, Type } from 'typebox';
import { AttemptSchema } from './attempt.schema.js';
import { BenefitVerdictSchema } from './benefit-verdict.schema.js';
import { DriftSchema } from './drift.schema.js';
import { JointProxySchema, ProxySchema, SegmentProxySchema } from './proxies.schema.js';
import { RecodedSchema } from './recoded.schema.js';
import { RepresentationSchema } from './representation.schema.js';
import { Count, closed, Interval, Real, ShownCount, VerdictWord, Words } from './shown.schema.js';
import { EffectsSchema, FiguresSchema } from './trait-figures.schema.js';
import { MitigationSchema, TrialSchema } from './variants.schema.js';

const Digest = Type.String({ pattern: '^sha256:[0-9a-f]{64}$' });
const Instant = Type.String({ description: 'an ISO 8601 instant in UTC' });

const ReasonSchema = Type.Object(
  {
    code: Type.String(),
    rule: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    law: Type.Optional(Words),
    /** `policies/…/policy.yaml:line:column` */
    place: Type.Optional(Type.String()),
    missing: Type.Optional(Words),
  },
  closed,
);

/** A constant of law that a policy named, as it held when the run was decided; the version is that of its profile. */
const ConstantSchema = Type.Object(
  {
    /** `eu-gdpr/childConsentAge` */
    name: Type.String(),
    version: Type.String(),
    article: Type.Union([Type.String(), Type.Null()]),
    value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Words]),
    unit: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);

const ComparisonSchema = Type.Object(
  {
    segment: Type.String(),
    /** The group with the lower rate first. */
    groups: Type.Tuple([Type.String(), Type.String()]),
    ratio: Real,
    ratioInterval: Interval,
    difference: Real,
    differenceInterval: Interval,
    verdict: VerdictWord,
    /** People per group that would decide an inconclusive comparison. */
    groupSizeNeeded: Type.Union([Count, Type.Null()]),
  },
  closed,
);

const RateSchema = Type.Object(
  {
    segment: Type.String(),
    group: Type.String(),
    count: ShownCount,
    total: ShownCount,
    rate: Real,
    interval: Interval,
  },
  closed,
);

const TraitReportSchema = Type.Object(
  {
    /** One trait, or the traits of a crossing joined by ` x `. */
    trait: Type.String(),
    status: Type.Enum(['held', 'sample', 'estimated', 'not-held']),
    ratioMin: Real,
    verdict: VerdictWord,
    groups: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          people: ShownCount,
          /** As many as a sample or an estimate is worth; rates and intervals are of these. */
          effective: Type.Optional(ShownCount),
        },
        closed,
      ),
    ),
    rates: Type.Array(RateSchema),
    comparisons: Type.Array(ComparisonSchema),
    /** Mean benefit against its limits; null where no policy limits it. */
    benefit: Type.Union([BenefitVerdictSchema, Type.Null()]),
    effects: EffectsSchema,
    /** Null when the trait is not held. */
    figures: Type.Union([FiguresSchema, Type.Null()]),
  },
  closed,
);

const FindingSchema = Type.Object(
  {
    code: Type.String(),
    consequence: Type.Enum(['release', 'hold', 'withhold']),
    subject: Type.String(),
    segment: Type.Optional(Type.String()),
    groups: Type.Optional(Type.Tuple([Type.String(), Type.String()])),
    found: Type.Optional(Type.Number()),
    interval: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
    limit: Type.Optional(Type.Number()),
    groupSizeNeeded: Type.Optional(Count),
  },
  closed,
);

/** Null under noise, where no exact figure may stand. */
const hideable = <P extends TProperties>(properties: P, options: typeof closed) =>
  Type.Union([Type.Object(properties, options), Type.Null()]);

const LossSchema = { epsilon: Real, rho: Real, delta: Type.Number() };

/** What an answer under noise may tell of one person, and how it was made. */
const NoiseSchema = Type.Object(
  {
    mechanism: Type.Enum(['discrete-laplace', 'discrete-gaussian']),
    ...LossSchema,
    /** Names what was asked; the same query has the same answer. */
    query: Digest,
    /** Of counts: 19 of 20 times the true one is within ± this; null where nothing was drawn. */
    halfWidth: Type.Union([Count, Type.Null()]),
    bounds: Type.Array(Type.Object({ column: Type.String(), low: Type.Number(), high: Type.Number() }, closed)),
    /** Columns whose values are counted. */
    values: Words,
    /** Columns of which nothing is shown: without bounds, or text without δ. */
    leftOut: Words,
    /** Of the budget for all answers about the dataset to the destination. */
    left: Type.Object(LossSchema, closed),
  },
  closed,
);

/** `report.json`, version 1: what was asked, decided, done and found. Nothing under the minimum cell is in it. */
export const ReportSchema = Type.Object(
  {
    apiVersion: Type.Literal('probity/v1'),
    kind: Type.Literal('SegmentationReport'),
    statement: Type.Literal('Evidence of recorded facts, not a finding of compliance.'),
    outcome: Type.Enum(['released', 'held', 'withheld']),
    run: Type.Object(
      {
        id: Type.String(),
        at: Instant,
        environment: Type.Enum(['rehearsal', 'production']),
        actor: Type.String(),
        roles: Words,
        team: Type.String(),
      },
      closed,
    ),
    attempt: AttemptSchema,
    request: Type.Object(
      {
        plugin: Type.String(),
        options: Type.Record(Type.String(), Type.Unknown()),
        dataset: Type.String(),
        purpose: Type.String(),
        destination: Type.String(),
        seed: Count,
        digest: Digest,
      },
      closed,
    ),
    purpose: Type.Object(
      {
        title: Type.String(),
        use: Type.String(),
        basis: Type.String(),
        effect: Type.String(),
        team: Type.String(),
        notice: Type.String(),
        assessment: Type.String(),
      },
      closed,
    ),
    destination: Type.Object(
      {
        title: Type.String(),
        role: Type.String(),
        country: Type.String(),
        transferGround: Type.String(),
        saleOrShare: Type.Boolean(),
        contract: Type.Union([Type.String(), Type.Null()]),
      },
      closed,
    ),
    decision: Type.Object(
      {
        effect: Type.Literal('permit'),
        policySet: Digest,
        reasons: Type.Array(ReasonSchema),
        wouldHave: Type.Array(ReasonSchema),
        waiversUsed: Words,
        legalProfiles: Type.Array(Type.Object({ name: Type.String(), version: Type.String(), digest: Digest }, closed)),
        constants: Type.Array(ConstantSchema),
      },
      closed,
    ),
    columns: Type.Object(
      {
        asked: Words,
        granted: Words,
        used: Words,
        unused: Words,
        masks: Type.Array(Type.Object({ column: Type.String(), mask: Type.String() }, closed)),
        categories: Words,
        subjects: Words,
      },
      closed,
    ),
    rows: Type.Object(
      {
        read: ShownCount,
        kept: ShownCount,
        removed: Type.Array(
          Type.Object({ rule: Type.String(), reason: Type.String(), rows: ShownCount, only: ShownCount }, closed),
        ),
        consent: Type.Union([
          Type.Object({ projection: Digest, rebuilt: Type.Boolean(), subjects: ShownCount }, closed),
          Type.Null(),
        ]),
        source: Digest,
      },
      closed,
    ),
    plugin: Type.Object(
      {
        name: Type.String(),
        version: Type.String(),
        digest: Type.Union([Digest, Type.Null()]),
        builtIn: Type.Boolean(),
        gives: Type.Enum(['model', 'labels', 'outside']),
        /** The sandbox level that held; null when labels were made outside: inputs not governed. */
        isolation: Type.Union([Type.Integer({ minimum: 0, maximum: 3 }), Type.Null()]),
        rowsSeen: ShownCount,
        facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      },
      closed,
    ),
    segments: Type.Array(
      Type.Object(
        { name: Type.String(), rows: ShownCount, suppressed: Type.Union([Type.String(), Type.Null()]) },
        closed,
      ),
    ),
    unassigned: ShownCount,
    /** What was done with people by their group after the plugin. */
    mitigation: Type.Optional(MitigationSchema),
    fairness: Type.Object(
      {
        confidence: Type.Number(),
        correction: Type.Enum(['holm', 'none', 'holm-over-attempts']),
        comparisons: ShownCount,
        /** Comparisons of earlier attempts that the correction ran over besides. */
        triedBefore: Type.Optional(ShownCount),
        traits: Type.Array(TraitReportSchema),
        proxies: Type.Array(ProxySchema),
        /** Features with almost as many values as rows: identifiers, which predict everything and mean nothing. */
        identifierLike: Words,
        together: Type.Array(JointProxySchema),
        /** Null for labels: without a model nobody can be assigned again. */
        throughSegments: Type.Union([Type.Array(SegmentProxySchema), Type.Null()]),
      },
      closed,
    ),
    /** Against earlier released runs of the same segmentation; absent under noise, and from reports of earlier versions. */
    drift: Type.Optional(DriftSchema),
    /** Absent under noise, and from reports of earlier versions. */
    representation: Type.Optional(RepresentationSchema),
    privacy: hideable(
      {
        quasiIdentifiers: Words,
        people: Count,
        /** People whose quasi-identifiers are all suppressed; people who lack one, which is a value of its own. */
        suppressed: Count,
        missing: ShownCount,
        missingMode: Type.Literal('value-of-its-own'),
        classes: Count,
        k: Count,
        kWithSegment: Count,
        uniques: ShownCount,
        highestRisk: Real,
        /** Over people, and over classes. */
        averageRisk: Real,
        classAverageRisk: Real,
        /** Share of people whose risk is above one in five. */
        shareAbove: Real,
        distinctL: Count,
        entropyL: Real,
        /** For every l that policy names: what c must exceed; null where a class has fewer segments. */
        recursive: Type.Array(Type.Object({ l: Count, above: Real }, closed)),
        largestSegmentShare: Real,
        /** People in classes whose people are all in one segment. */
        homogeneousPeople: ShownCount,
        t: Real,
        beta: Real,
        /** The largest finite change; `deltaInfinite` when a segment is absent from a class. */
        delta: Real,
        deltaInfinite: Type.Boolean(),
        /** Which quasi-identifiers make people stand out; null where there are none, or too many classes. */
        keys: Type.Union([
          Type.Object(
            {
              matchesAnything: Type.Object({ k: Count, uniques: ShownCount, peopleAverage: Real }, closed),
              special: Type.Object(
                {
                  depth: Count,
                  people: ShownCount,
                  bySize: Type.Array(Type.Object({ attributes: Count, uniques: ShownCount }, closed)),
                  contributions: Type.Array(Type.Object({ attribute: Type.String(), share: Type.Number() }, closed)),
                },
                closed,
              ),
              telling: Type.Array(Type.Object({ attributes: Words, distinction: Real, separation: Real }, closed)),
            },
            closed,
          ),
          Type.Null(),
        ]),
        /** Against every earlier release of the dataset in force; the counts of one are hidden when one of them is small. */
        earlier: Type.Array(
          Type.Object(
            {
              run: Type.String(),
              purpose: Type.String(),
              stayed: ShownCount,
              changed: ShownCount,
              left: ShownCount,
              joined: ShownCount,
            },
            closed,
          ),
        ),
        uncompared: Type.Array(
          Type.Object({ run: Type.String(), why: Type.Enum(['unreadable', 'missing', 'too-many']) }, closed),
        ),
      },
      closed,
    ),
    /** Where a k-anonymous table was asked for. */
    recoded: Type.Optional(RecodedSchema),
    limits: Type.Object(
      {
        segmentSizeMin: Count,
        cellSizeMin: Count,
        kMin: Type.Union([Count, Type.Null()]),
        lMin: Type.Union([Count, Type.Null()]),
        kWithSegmentMin: Type.Union([Count, Type.Null()]),
        alphaMax: Real,
        entropyLMin: Real,
        recursive: Type.Array(Type.Object({ l: Count, cMax: Type.Number() }, closed)),
        tMax: Real,
        betaMax: Real,
        deltaMax: Real,
        differenceMin: Type.Union([Count, Type.Null()]),
      },
      closed,
    ),
    findings: Type.Array(FindingSchema),
    /** Where counts and sums left with noise. */
    noise: Type.Optional(NoiseSchema),
    /** Of a withheld run alone: what was tried beside it. */
    trials: Type.Optional(Type.Array(TrialSchema)),
    /** What this report does not show: traits not held, measures not taken, cells hidden. */
    notShown: Type.Array(Type.Object({ code: Type.String(), subject: Type.String() }, closed)),
    acknowledged: Words,
    digests: Type.Object(
      { segments: Type.Union([Digest, Type.Null()]), model: Type.Union([Digest, Type.Null()]) },
      closed,
    ),
    destroyBy: Type.Union([Instant, Type.Null()]),
    engine: Type.Object({ version: Type.String(), kernel: Digest }, closed),
  },
  closed,
);

export type SegmentationReport = Static<typeof ReportSchema>;
