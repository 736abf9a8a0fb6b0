import { isoInstant } from '../documents/index.js';
import { activityOf } from './activity.js';
import type { Processing } from './processing.schema.js';
import { processingCsv } from './processing-csv.js';
import { processingPage } from './processing-page.js';
import { type RecordedEntry, type RecordedRun, recordedRuns, textAt } from './recorded-runs.js';
import { reportsError } from './reports.errors.js';

/** What Art. 30(1) asks for and no run can know. */
const ALWAYS_MISSING: readonly string[] = [
  'Name and contact details of the controller, of joint controllers, of a representative and of the data protection officer: no run records them.',
  'Security measures other than those of a run (GDPR 32(1)): access to the machine, backups, training.',
  'Processing that does not go through Probity. A purpose that nobody ran in this period is not here either.',
];

/**
 * The record of processing (GDPR 30(1)) from the runs opened from `from` up to, not including, `to`
 * (milliseconds since 1970). Observed facts only: a gap is named, never filled.
 */
export async function recordOfProcessing(
  from: number,
  to: number,
  entries: AsyncIterable<RecordedEntry>,
): Promise<{ readonly json: Processing; readonly html: string; readonly csv: string }> {
  if (!(from < to)) {
    throw reportsError('PERIOD_EMPTY', {
      found: `a period from ${written(from)} to ${written(to)}`,
      expected: 'an end after the beginning',
      next: 'Give --from and --to as dates, the first before the second.',
    });
  }
  const recorded = await recordedRuns(entries, () => true);
  const runs = recorded.filter(({ opened }) => opened !== null && isIn(Date.parse(opened.entry.at), from, to));
  const json: Processing = {
    apiVersion: 'probity/v1',
    kind: 'RecordOfProcessing',
    statement: 'Evidence of recorded facts, not a finding of compliance.',
    from: isoInstant(from),
    to: isoInstant(to),
    runs: runs.length,
    activities: [...byPurpose(runs).values()].map(({ purpose, environment, of }) =>
      activityOf(purpose, environment, of),
    ),
    gaps: [...ALWAYS_MISSING],
  };
  return { json, html: processingPage(json), csv: processingCsv(json) };
}

function written(instant: number): string {
  return Number.isFinite(instant) ? isoInstant(instant) : String(instant);
}

function isIn(at: number, from: number, to: number): boolean {
  return at >= from && at < to;
}

interface Group {
  readonly purpose: string;
  readonly environment: string;
  readonly of: RecordedRun[];
}

// A rehearsal runs on made-up people: its figures never mix with those of production.
function byPurpose(runs: readonly RecordedRun[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const run of runs) {
    const purpose = textAt(run.opened, 'request', 'purpose') ?? 'not recorded';
    const environment = run.opened?.entry.environment ?? 'not recorded';
    const key = `${environment} ${purpose}`;
    const group = groups.get(key);
    if (group) group.of.push(run);
    else groups.set(key, { purpose, environment, of: [run] });
  }
  return groups;
}
