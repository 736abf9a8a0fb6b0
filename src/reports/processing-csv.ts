import { indexesText } from './citations.js';
import { csvText } from './csv.js';
import type { Activity, Processing, SeenValues } from './processing.schema.js';

type Cell = string | number;

const SEEN = [
  ['title', 'titles'],
  ['controller_team', 'teams'],
  ['use', 'uses'],
  ['legal_basis', 'bases'],
  ['effect', 'effects'],
  ['notice', 'notices'],
  ['assessment', 'assessments'],
  ['data_categories', 'categories'],
  ['governing_data_categories', 'governing'],
  ['subject_categories', 'subjects'],
  ['datasets', 'datasets'],
  ['retention', 'retention'],
  ['safeguards', 'safeguards'],
  ['waivers_used', 'waivers'],
] as const;

/** One row per purpose; beside every column the entries that it was read from. */
export function processingCsv({ from, to, activities }: Processing): string {
  return csvText([header(), ...activities.map((activity) => [from, to, ...row(activity)])]);
}

function header(): readonly Cell[] {
  const seen = SEEN.flatMap(([name]) => [name, `${name}_entries`]);
  const rest = ['recipients', 'outcomes', 'rows_read', 'rows_kept'].flatMap((name) => [name, `${name}_entries`]);
  return ['from', 'to', 'purpose', 'environment', ...seen, ...rest, 'gaps'];
}

function row(activity: Activity): readonly Cell[] {
  const { purpose, environment, recipients, outcomes, rowsRead, rowsKept, gaps } = activity;
  return [
    purpose,
    environment,
    ...SEEN.flatMap(([, key]) => seenCells(activity[key])),
    recipients.map(recipientText).join('; '),
    indexesText(recipients.flatMap(({ indexes, released }) => [...indexes, ...released.indexes])),
    outcomes.map(({ outcome, runs }) => `${outcome}: ${runs}`).join('; '),
    indexesText(outcomes.flatMap(({ indexes }) => indexes)),
    rowsRead.value,
    indexesText(rowsRead.indexes),
    rowsKept.value,
    indexesText(rowsKept.indexes),
    gaps.join(' '),
  ];
}

function seenCells(values: SeenValues): readonly Cell[] {
  return [values.map(({ value }) => value).join('; '), indexesText(values.flatMap(({ indexes }) => indexes))];
}

function recipientText({
  name,
  role,
  country,
  transferGround,
  contract,
  released,
}: Activity['recipients'][number]): string {
  return `${name} (${role}, ${country}, transfer ground ${transferGround}, contract ${contract ?? 'not recorded'}, ${released.value} released)`;
}
