import type { GroupCounts } from '../../engines/index.js';
import type { ProtectedTraits } from '../preparation/index.js';

/** Groups that the engine names itself. */
const OWN_NAMES = ['other', 'unknown'];

/**
 * A trait without declared groups or bands is grouped by what stands in its column, so that the name of a group is a value
 * of its people. A group of fewer people than the minimum cell loses its name: that the value is there tells of a person.
 */
export function withoutRareNames(counts: GroupCounts, traits: ProtectedTraits, cellSizeMin: number): GroupCounts {
  const declared = new Map(traits.present.map(({ name, groups, bands }) => [name, groups ?? bands ?? null]));
  if (counts.traits.every((trait) => declared.get(trait))) return counts;
  const single = counts.traits.length === 1;
  let unnamed = 0;
  const groups = counts.groups.map((name, at) => {
    const people = (counts.counts[at] ?? []).reduce((sum, count) => sum + count, 0);
    const own = single && OWN_NAMES.includes(name);
    return own || people >= cellSizeMin ? name : `small group ${++unnamed}`;
  });
  return { ...counts, groups };
}
