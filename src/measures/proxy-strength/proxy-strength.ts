import { type Static, Type } from 'typebox';
import { frozen } from '../../documents/index.js';
import { association } from '../association/index.js';
import { defineMeasure } from '../measure.js';
import { strongestArea } from './area-under-curve.js';

const ProxySchema = Type.Object(
  {
    feature: Type.String(),
    trait: Type.String(),
    /** `V` is the bias-corrected Cramér V, `AUC` the largest area of one group against the rest, at least 0.5. */
    measure: Type.Enum(['V', 'AUC']),
    value: Type.Number(),
    /** 0 to 1 over both kinds: V itself, or 2·AUC − 1. */
    strength: Type.Number(),
    /** The group that the feature tells best; null for V, which speaks of all groups. */
    group: Type.Union([Type.String(), Type.Null()]),
    /** Share of what there is to know of the trait that the feature tells; grows with the number of values. */
    traitToldByFeature: Type.Union([Type.Number(), Type.Null()]),
  },
  { additionalProperties: false },
);

/** What `rankProxies` gives. */
export const ProxyStrengthSchema = Type.Object(
  {
    /** Strongest first. */
    proxies: Type.Array(ProxySchema),
    /** Features with so many distinct values that V means nothing; named instead of ranked. */
    identifierLike: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);
export type ProxyStrength = Readonly<Static<typeof ProxySchema>>;
export interface ProxyRanking {
  readonly proxies: readonly ProxyStrength[];
  readonly identifierLike: readonly string[];
}

/** How often each value of a feature stands in each group; the values themselves are not needed. */
export interface ValueTable {
  readonly feature: string;
  readonly trait: string;
  readonly numeric: boolean;
  readonly groups: readonly string[];
  /** Distinct values over all rows; near the number of rows means an identifier. */
  readonly distinct: number;
  readonly rows: number;
  /** `counts[value][group]`; values of a number in ascending order. */
  readonly counts: readonly (readonly number[])[];
}

const DISTINCT_SHARE_MAX = 0.9;

/**
 * How well each feature tells each trait, strongest first. Text features with more distinct values than nine tenths of
 * the rows predict anything perfectly and mean nothing, so they are named and not ranked. Numbers are ranked whatever
 * their distinctness: an area does not grow with it, and leaving them out would hide a fine-grained proxy.
 */
export function rankProxies(tables: readonly ValueTable[]): ProxyRanking {
  const proxies = tables.filter((table) => !identifies(table)).map(strengthOf);
  return frozen({
    proxies: proxies.sort(strongestFirst),
    identifierLike: [...new Set(tables.filter(identifies).map(({ feature }) => feature))].sort(),
  });
}

function identifies({ numeric, distinct, rows }: ValueTable): boolean {
  return !numeric && distinct > DISTINCT_SHARE_MAX * rows;
}

function strengthOf(table: ValueTable): ProxyStrength {
  const { feature, trait, groups, counts } = table;
  const figures = association({
    groups,
    segments: counts.map((_, at) => String(at)),
    counts: groups.map((_, group) => counts.map((row) => row[group] ?? 0)),
  });
  const of = { feature, trait, traitToldByFeature: figures.groupToldBySegment };
  if (!table.numeric) {
    const value = figures.cramerVCorrected ?? 0;
    return { ...of, measure: 'V', value, strength: value, group: null };
  }
  const { area, group } = strongestArea(table);
  return { ...of, measure: 'AUC', value: area, strength: 2 * area - 1, group };
}

function strongestFirst(a: ProxyStrength, b: ProxyStrength): number {
  return b.strength - a.strength || compare(a.feature, b.feature) || compare(a.trait, b.trait);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export const proxyStrengthMeasure = defineMeasure({
  name: 'proxy-strength',
  title: 'How well a feature tells a trait',
  needs: 'value x group counts',
  direction: 'lower-is-better',
  resultSchema: ProxyStrengthSchema,
  measure: rankProxies,
});
