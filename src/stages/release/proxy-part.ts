import type { FairnessReport } from '../fairness/index.js';
import { hasHidden, shownCount } from './minimum-cell.js';

/** What tells the traits, as a report may show it: figures of whole tables are rounded, and coarsely beside hidden cells. */
export function proxyPart({ telling, traits }: FairnessReport, cellSizeMin: number) {
  const tables = new Map(traits.map(({ trait, table }) => [trait, table]));
  const rounded = (trait: string) => {
    const table = tables.get(trait) ?? null;
    const digits = table !== null && hasHidden(table, cellSizeMin) ? 1 : 3;
    return (value: number | null) => (value === null ? null : Number(value.toFixed(digits)));
  };
  const { proxies, identifierLike, together, throughSegments } = telling;
  return {
    proxies,
    identifierLike,
    together: together.map(({ trait, features, people, balancedAccuracy, chance, p, strength }) => {
      const shown = rounded(trait);
      const figures = {
        balancedAccuracy: shown(balancedAccuracy),
        chance: shown(chance),
        p,
        strength: shown(strength),
      };
      return { trait, features, people: shownCount(people, cellSizeMin), ...figures };
    }),
    throughSegments:
      throughSegments?.map(({ trait, told, features }) => {
        const shown = rounded(trait);
        const carried = features.map(({ feature, carries }) => ({ feature, carries: shown(carries) }));
        return { trait, told: shown(told), features: carried };
      }) ?? null,
  };
}
