import type { Digest } from '../../documents/index.js';
import type { ClassifiedSource } from '../classify-source.js';
import type { StandingColumn } from '../standing/index.js';
import type { Classification, Override } from './classification.schema.js';

/** Why a column is found otherwise than when it was kept. `new` stands for one that was not there. */
export type Change = 'rules' | 'data' | 'new';

export interface KeptColumn extends StandingColumn {
  /** What a person said; it wins over everything else. */
  readonly override: Override | null;
  /** Null where it is found as it was, or where nothing was kept. */
  readonly changed: Change | null;
}

/**
 * Marks the columns that are found otherwise than they were, and those alone: under other rules most columns come out as
 * before. What a person said of a column stays, however it is found.
 */
export function comparedWithKept(
  { columns, rules }: ClassifiedSource,
  kept: Classification | null,
  part: string,
): readonly KeptColumn[] {
  const before = new Map((kept?.found?.columns ?? []).filter((one) => one.part === part).map((one) => [one.name, one]));
  const other: Change = kept?.found?.rules === rules ? 'data' : 'rules';
  return columns.map((column) => {
    const was = before.get(column.name);
    const changed =
      kept?.found === undefined
        ? null
        : was === undefined
          ? ('new' as const)
          : was.digest === column.digest
            ? null
            : other;
    return Object.freeze({
      ...column,
      override: kept?.overrides.findLast((one) => one.column === column.name) ?? null,
      changed,
    });
  });
}

/** What is kept of sources that were just classified. */
export function foundOf(
  parts: readonly { readonly part: string; readonly rules: Digest; readonly columns: readonly StandingColumn[] }[],
): NonNullable<Classification['found']> {
  return {
    rules: parts[0]?.rules as Digest,
    columns: parts.flatMap(({ part, columns }) =>
      columns.map(({ name, categories, certainty, digest }) => ({
        part,
        name,
        categories: [...categories],
        certainty,
        digest,
      })),
    ),
  };
}
