import type { ReadCounts } from '../../engines/index.js';
import { countTable, hideSmallCells, type Representation, representation, sumOf } from '../../measures/index.js';
import type { Dataset } from '../../registers/datasets/index.js';
import type { Limits } from '../decision/index.js';
import type { ProtectedTraits } from '../preparation/index.js';
import type { FairnessReport } from './fairness-report.js';

/** What the people of a run are laid beside, by trait. */
export interface TraitRepresentation extends Representation {
  readonly trait: string;
  readonly against:
    | { readonly kind: 'declared'; readonly title: string; readonly origin: string }
    /** All rows that were read: who was taken out by consent, retention and other rules. */
    | { readonly kind: 'read' };
  /** Whether a count is too small to be shown, or would give such a count away: then none of the trait is. */
  readonly hidden: boolean;
}

/** Whether the people of a run are there as they are in a reference population. */
export interface RepresentationReport {
  /** The least ratio that is no under-representation; null where the dataset names none. */
  readonly ratioMin: number | null;
  readonly traits: readonly TraitRepresentation[];
}

interface Laid {
  readonly fairness: Pick<FairnessReport, 'traits'>;
  readonly traits: Pick<ProtectedTraits, 'present' | 'read'>;
  readonly declared: Dataset['representation'];
}

/** Every trait with declared groups beside its reference population, and beside all rows where some were taken out. */
export function assessRepresentation({ fairness, traits, declared }: Laid, limits: Limits): RepresentationReport {
  const ratioMin = declared?.ratioMin ?? null;
  const asked = { ratioMin, confidence: limits.confidence };
  const found = traits.present.flatMap(({ name: trait, groups, bands }) => {
    const table = fairness.traits.find((one) => one.trait === trait)?.table;
    if (table === null || table === undefined || !(groups ?? bands)) return [];
    const few = hideSmallCells(table, limits.cellSizeMin).hidden.slice(0, table.groups.length);
    const hidden = few.some((row) => row.at(-1) === true);
    const people = new Map(table.groups.map((group, at) => [group, sumOf(table.counts[at] ?? [])]));
    const reference = declared?.references?.find((one) => one.trait === trait);
    const read = traits.read.find((one) => one.trait === trait);
    return [
      ...(reference ? [againstDeclared(people, reference, { ...asked, hidden })] : []),
      ...(read ? [againstRead(read, { ...asked, hidden, cellSizeMin: limits.cellSizeMin })] : []),
    ];
  });
  return { ratioMin, traits: found };
}

interface Asked {
  readonly ratioMin: number | null;
  readonly confidence: number;
  readonly hidden: boolean;
}

type Reference = NonNullable<NonNullable<Dataset['representation']>['references']>[number];

// Whoever is in no group of the reference is left out of both sides.
function againstDeclared(
  people: ReadonlyMap<string, number>,
  { trait, title, origin, parts = {} }: Reference,
  { ratioMin, confidence, hidden }: Asked,
): TraitRepresentation {
  const groups = Object.keys(parts);
  const kept = groups.map((group) => people.get(group) ?? 0);
  const against = { kind: 'declared', parts: Object.values(parts) } as const;
  const found = representation({ groups, kept, against, ratioMin, confidence });
  return { trait, against: { kind: 'declared', title, origin }, hidden, ...found };
}

function againstRead(
  counts: ReadCounts,
  { ratioMin, confidence, hidden, cellSizeMin }: Asked & { readonly cellSizeMin: number },
): TraitRepresentation {
  const there = counts.groups.flatMap((_, at) => ((counts.read[at] as number) > 0 ? [at] : []));
  const of = (numbers: readonly number[]) => there.map((at) => numbers[at] as number);
  const groups = there.map((at) => counts.groups[at] as string);
  const [kept, read] = [of(counts.kept), of(counts.read)];
  const left = read.map((count, at) => count - (kept[at] as number));
  const table = countTable(
    groups,
    ['kept', 'left'],
    kept.map((count, at) => [count, left[at] as number]),
  );
  const few = hideSmallCells(table, cellSizeMin).hidden.some((row) => row.includes(true));
  const found = representation({ groups, kept, against: { kind: 'read', read }, ratioMin, confidence });
  return { trait: counts.trait, against: { kind: 'read' }, hidden: hidden || few, ...found };
}
