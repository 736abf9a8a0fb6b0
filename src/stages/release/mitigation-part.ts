import type { ReleaseCandidate } from '../disclosure/index.js';
import type { Verdict } from '../gates/index.js';
import type { Mitigated } from '../segmentation/index.js';
import { shownCount } from './minimum-cell.js';

/** What was done with people by their group, without what would give a count away; nothing where nothing was. */
export function mitigationPart({ candidate }: Verdict, cellSizeMin: number) {
  const { mitigated } = candidate.segmentation;
  return mitigated === undefined ? {} : { mitigation: shown(mitigated, cellSizeMin) };
}

function shown(mitigated: Mitigated, cellSizeMin: number) {
  switch (mitigated.kind) {
    case 'reassignment': {
      const { kind, trait, ratioMin, moved, inertia, groups, offsets } = mitigated;
      return { kind, trait, ratioMin, moved: shownCount(moved, cellSizeMin), inertia, groups, offsets };
    }
    case 'residualisation': {
      const { kind, trait, columns } = mitigated;
      return { kind, trait, columns: columns.map(roundedColumn) };
    }
    case 'reweighing': {
      const { kind, trait, effective } = mitigated;
      return { kind, trait, effective: rounded(effective) };
    }
    case 'socially-fair-centres': {
      const { kind, trait, socialCost, inertia, groups, rounds } = mitigated;
      const large = groups.filter(({ before }) => before !== null);
      return { kind, trait, socialCost, inertia, groups: large, rounds };
    }
  }
}

function roundedColumn({ column, told: [before, after], kept }: ColumnOf) {
  const of = (share: number | null) => (share === null ? null : rounded(share));
  return { column, told: [of(before), of(after)], kept: of(kept) };
}

type ColumnOf = Extract<Mitigated, { kind: 'residualisation' }>['columns'][number];

/** To the tenth of a point: to the last digit, a share over all groups is one equation about each of them. */
function rounded(share: number): number {
  return Number(share.toFixed(3));
}

/** The trait of people whose segment may tell their group to who knows their features; null where none does. */
export function tellsGroup({ segmentation: { mitigated } }: ReleaseCandidate): string | null {
  return mitigated?.kind === 'reassignment' || mitigated?.kind === 'residualisation' ? mitigated.trait : null;
}
