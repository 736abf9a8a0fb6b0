import { type ColumnFinding, isAkin, severityOf } from '../columns/index.js';

/**
 * What holds of a column: what was `found` where nobody declared anything; what is `declared`; `contradicted` where values
 * show what its declaration does not say; `undeclared` where a dataset does not name it, so that nobody may use it;
 * `undecided` where nothing is declared and what was found is not enough.
 */
export type Standing = 'found' | 'declared' | 'contradicted' | 'undeclared' | 'undecided';

export interface StandingColumn extends ColumnFinding {
  /** The categories that the catalogue declares; null where it does not name the column, or where there is no catalogue. */
  readonly declared: readonly string[] | null;
  readonly standing: Standing;
}

/** Where each column stands. `declared` gives the categories by name; null for a source that no dataset describes. */
export function standingOf(
  finding: ColumnFinding,
  declared: ReadonlyMap<string, readonly string[]> | null,
): StandingColumn {
  const said = declared?.get(finding.name) ?? null;
  return Object.freeze({ ...finding, declared: said, standing: standing(finding, said, declared !== null) });
}

function standing(finding: ColumnFinding, declared: readonly string[] | null, inCatalogue: boolean): Standing {
  if (declared !== null) return contradictions(finding, declared).length > 0 ? 'contradicted' : 'declared';
  if (inCatalogue) return 'undeclared';
  return finding.certainty === 'certain' || finding.certainty === 'likely' ? 'found' : 'undecided';
}

/**
 * Categories that values show, that single people out or are special, and that the declaration does not say. A name alone
 * contradicts nobody.
 */
export function contradictions(
  { categories, certainty, evidence, severity }: ColumnFinding,
  declared: readonly string[],
): readonly string[] {
  const shown = categories.filter((category, at) => {
    const byValues =
      at > 0 || certainty === 'certain' || !evidence.some((one) => one.kind === 'name' && one.category === category);
    const isGrave = severityOf(category, []) === 'direct-identifier' || (at === 0 && severity === 'special-category');
    return byValues && isGrave;
  });
  return shown.filter((category) => !declared.some((one) => isAkin(one, category)));
}
