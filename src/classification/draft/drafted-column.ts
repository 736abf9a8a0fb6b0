import type { StandingColumn } from '../standing/index.js';
import type { ManifestField } from './draft-dataset.js';
import { commented, flow, listed, quoted } from './yaml-text.js';

/** A column as a draft writes it: usable, known and usable by nobody, or not written at all. */
export interface DraftedColumn {
  readonly place: 'column' | 'unclassified' | 'left-out';
  readonly name: string;
  /** Whether the draft says the categories; a manifest may say them instead. */
  readonly saysCategories: boolean;
  readonly categories: readonly string[];
  readonly roles: readonly string[];
  readonly provenance: string;
  readonly type: string;
  readonly reason: string;
  readonly isKey: boolean;
}

interface Around {
  readonly rows: number;
  readonly fields: ReadonlyMap<string, ManifestField> | null;
  readonly columns: readonly StandingColumn[];
}

/** Names of the data engine's own columns. */
const RESERVED = /^(probity|row)\./i;

export function draftedColumn(column: StandingColumn, around: Around): DraftedColumn {
  const { name, categories, roles, provenance, because, type } = column;
  const isKey = column === keyOf(around);
  const unfit = whyUnfit(column, around);
  const sure = column.standing === 'found';
  // Numbers that name somebody are read, never counted with: as text no digit of them is lost.
  const read = roles.includes('identifier') && !isKey ? 'text' : type;
  return {
    place: unfit !== null ? 'left-out' : sure ? 'column' : 'unclassified',
    name,
    saysCategories: !(around.fields?.get(name)?.categories ?? false),
    categories,
    roles,
    provenance,
    type: read,
    reason: unfit ?? because,
    isKey: isKey && unfit === null && sure,
  };
}

/** The first column that has a number of a person in every row, and no number twice. */
function keyOf({ columns, rows }: Around): StandingColumn | undefined {
  return columns.find(
    ({ categories, distinct, filled, type }) =>
      categories[0] === 'user.unique_id' &&
      distinct === rows &&
      filled === rows &&
      (type === 'integer' || type === 'text'),
  );
}

function whyUnfit({ name }: StandingColumn, { fields }: Around): string | null {
  if (RESERVED.test(name)) return 'a name that the data engine uses';
  if (name.length > 200) return 'a name of more than 200 signs';
  return fields !== null && !fields.has(name) ? 'the manifest does not have it' : null;
}

/** A comment with the reason, and the column in one line. */
export function columnLine({
  place,
  name,
  saysCategories,
  categories,
  roles,
  provenance,
  type,
  reason,
}: DraftedColumn): readonly string[] {
  const known: (readonly [string, string])[] =
    place === 'column'
      ? [
          ...(saysCategories ? [['categories', listed(categories)] as const] : []),
          ['roles', listed(roles)],
          ['provenance', provenance],
          ['type', type],
        ]
      : categories.length === 0
        ? []
        : [['categories', listed(categories)]];
  const decide = place === 'unclassified' ? 'to decide: ' : '';
  return [commented(`${decide}${reason}`, '  '), `  - ${flow([['name', quoted(name)], ...known])}`];
}
