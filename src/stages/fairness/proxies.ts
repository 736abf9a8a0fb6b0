import type { DataEngine, GroupCounts } from '../../engines/index.js';
import { countTable, jointProxy, rankProxies, segmentProxies } from '../../measures/index.js';
import type { ReleaseCandidate } from '../disclosure/index.js';
import type { Features, ProtectedTraits } from '../preparation/index.js';
import type { ProxyReport } from './fairness-report.js';

/** Text features with more distinct values are looked at as identifiers; numbers are counted over this many bins. */
const DISTINCT_MAX = 200;
/** What several features tell together is looked for among this many people; shares are then right to a point or so. */
const PEOPLE = 5000;
const BINS = 8;
/** More features than these are taken by what each tells alone: their pairs grow by the square. */
const FEATURES_MAX = 12;

export const NO_PROXIES: ProxyReport = {
  proxies: [],
  identifierLike: [],
  sampled: false,
  together: [],
  throughSegments: null,
};

interface Looked {
  readonly features: Features;
  readonly candidate: ReleaseCandidate;
  readonly traits: ProtectedTraits;
}

/** What tells the traits: each feature alone, all of them together, and each through the segments that it makes. */
export async function findProxies(engine: DataEngine, looked: Looked, seed: number): Promise<ProxyReport> {
  const { features, traits } = looked;
  const names = traits.present.map(({ name }) => name);
  if (names.length === 0 || features.granted.length === 0) return NO_PROXIES;
  const ask = { features: features.granted, traits: names, distinctMax: DISTINCT_MAX };
  const counts = await engine.countAssociation(features.rows, traits.rows, ask);
  const { proxies, identifierLike } = rankProxies(counts);
  const strongest = [...new Set(proxies.map(({ feature }) => feature))].slice(0, FEATURES_MAX).sort();
  return {
    proxies: proxies.map(({ feature, trait, measure, value, strength }) => ({
      ...{ feature, trait, measure, value, strength },
    })),
    identifierLike,
    sampled: counts.some(({ sampled }) => sampled),
    together: strongest.length < 2 ? [] : await together(engine, looked, strongest, seed),
    throughSegments: await throughSegments(engine, looked, seed),
  };
}

async function together(engine: DataEngine, { features, traits }: Looked, names: readonly string[], seed: number) {
  const asked = traits.present.map(({ name }) => name);
  const ask = { features: names, traits: asked, bins: BINS, people: PEOPLE };
  const { combinations } = await engine.countCombinations(features.rows, traits.rows, ask);
  return asked.map((trait, at) => {
    const groups = traits.rows.groups[trait] as readonly string[];
    const counted = combinations.map(({ codes, groups: of, people }) => ({
      codes,
      counts: groups.map((_, group) => (of[at] === group ? people : 0)),
    }));
    return jointProxy({ trait, groups, features: names, combinations: counted }, seed);
  });
}

/** Null where the model alone does not say who is in which segment: nobody can then be assigned again. */
async function throughSegments(engine: DataEngine, { features, candidate, traits }: Looked, seed: number) {
  const { model, usedColumns, mitigated } = candidate.segmentation;
  // Who was moved by their group is not where the model puts them.
  if (model === null || mitigated?.kind === 'reassignment') return null;
  const used = features.granted.filter((name) => usedColumns.includes(name));
  const names = traits.present.map(({ name }) => name);
  const { asIs, dealt } = await engine.countDealt(features.rows, traits.rows, {
    ...{ model, features: used, traits: names, seed },
  });
  return names.map((trait, at) =>
    segmentProxies({
      trait,
      asIs: tableOf(asIs[at] as GroupCounts),
      dealt: dealt.map(({ feature, tables }) => ({ feature, table: tableOf(tables[at] as GroupCounts) })),
    }),
  );
}

function tableOf({ groups, segments, counts }: GroupCounts) {
  return countTable(groups, segments, counts);
}
