import { en } from '../stages/release/index.js';
import type { Activity, SeenValues, Sum } from './processing.schema.js';
import {
  countAt,
  outcomeOf,
  type RecordedEntry,
  type RecordedRun,
  recordedAt,
  textAt,
  textsAt,
} from './recorded-runs.js';

const DAY_MS = 86_400_000;

/** What was observed of one purpose; every value with the entries that it was read from. */
export function activityOf(purpose: string, environment: string, runs: readonly RecordedRun[]): Activity {
  const opening = (...path: readonly string[]) =>
    seen(runs.flatMap(({ opened }) => one(opened, textAt(opened, ...path))));
  const openings = (path: string) =>
    seen(runs.flatMap(({ opened }) => textsAt(opened, path).flatMap((text) => one(opened, text))));
  const activity = {
    purpose,
    environment,
    titles: opening('purpose', 'title'),
    teams: opening('purpose', 'team'),
    uses: opening('purpose', 'use'),
    bases: opening('purpose', 'basis'),
    effects: opening('purpose', 'effect'),
    notices: opening('purpose', 'notice'),
    assessments: opening('purpose', 'assessment'),
    categories: openings('categories'),
    governing: openings('governing'),
    subjects: openings('subjects'),
    datasets: opening('request', 'dataset'),
    recipients: recipientsOf(runs),
    retention: seen(runs.flatMap(retention)),
    safeguards: seen(runs.flatMap(safeguards)),
    waivers: openings('waiversUsed'),
    outcomes: outcomesOf(runs),
    rowsRead: sum(runs, 'read'),
    rowsKept: sum(runs, 'kept'),
  };
  return { ...activity, gaps: gapsOf(activity, runs) };
}

interface Sighting {
  readonly value: string;
  readonly index: number;
}

function one(from: RecordedEntry | null, value: string | null): readonly Sighting[] {
  return from === null || value === null ? [] : [{ value, index: from.index }];
}

function seen(sightings: readonly Sighting[]): SeenValues {
  const values = new Map<string, number[]>();
  for (const { value, index } of sightings) values.set(value, [...(values.get(value) ?? []), index]);
  return [...values]
    .map(([value, indexes]) => ({ value, indexes: [...new Set(indexes)] }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

function recipientsOf(runs: readonly RecordedRun[]): Activity['recipients'] {
  const found = new Map<
    string,
    { recipient: Omit<Activity['recipients'][number], 'released' | 'indexes'>; runs: RecordedRun[] }
  >();
  for (const run of runs) {
    const recipient = recipientOf(run);
    const key = JSON.stringify(recipient);
    const known = found.get(key);
    if (known) known.runs.push(run);
    else found.set(key, { recipient, runs: [run] });
  }
  return [...found.values()].map(({ recipient, runs: of }) => ({
    ...recipient,
    released: releasedOf(of),
    indexes: of.flatMap(({ opened }) => (opened ? [opened.index] : [])),
  }));
}

function recipientOf({ opened }: RecordedRun) {
  const text = (key: string) => textAt(opened, 'destination', key) ?? 'not recorded';
  const sale = recordedAt(opened, 'destination', 'saleOrShare');
  return {
    name: textAt(opened, 'request', 'destination') ?? 'not recorded',
    title: text('title'),
    role: text('role'),
    country: text('country'),
    transferGround: text('transferGround'),
    contract: textAt(opened, 'destination', 'contract'),
    saleOrShare: typeof sale === 'boolean' ? sale : null,
  };
}

function releasedOf(runs: readonly RecordedRun[]): Sum {
  const ends = runs.flatMap((run) => {
    const outcome = outcomeOf(run);
    const end = outcome === 'released' ? run.closed : outcome === 'held, then approved' ? run.decided.at(-1) : null;
    return end ? [end.index] : [];
  });
  return { value: ends.length, indexes: ends };
}

function retention({ opened, closed }: RecordedRun): readonly Sighting[] {
  const until = textAt(closed, 'destroyBy');
  if (until === null || opened === null) return [];
  const days = Math.round((Date.parse(until) - Date.parse(opened.entry.at)) / DAY_MS);
  return one(closed, `releases destroyed ${days} days after the run`);
}

function safeguards({ opened, closed }: RecordedRun): readonly Sighting[] {
  const level = countAt(opened, 'isolation');
  return [
    ...one(opened, level === null ? null : `plugin isolation level ${level}`),
    ...textsAt(closed, 'acknowledged').flatMap((obligation) => one(closed, en.obligation(obligation))),
  ];
}

function outcomesOf(runs: readonly RecordedRun[]): Activity['outcomes'] {
  const sightings = runs.flatMap((run) => one(run.decided.at(-1) ?? run.closed ?? run.opened, outcomeOf(run)));
  return seen(sightings).map(({ value, indexes }) => ({ outcome: value, runs: indexes.length, indexes }));
}

function sum(runs: readonly RecordedRun[], key: 'read' | 'kept'): Sum {
  const counted = runs.flatMap(({ closed }) => {
    const count = countAt(closed, 'rows', key);
    return closed && count !== null ? [{ count, index: closed.index }] : [];
  });
  return { value: counted.reduce((total, { count }) => total + count, 0), indexes: counted.map(({ index }) => index) };
}

function gapsOf(activity: Omit<Activity, 'gaps'>, runs: readonly RecordedRun[]): Activity['gaps'] {
  const open = runs.filter(({ closed }) => closed === null).length;
  const hidden = runs.filter((run) => recordedAt(run.closed, 'rows', 'read') === null).length;
  const released = activity.recipients.some(({ released: { value } }) => value > 0);
  const uncontracted = activity.recipients.filter(({ role, contract }) => role !== 'internal' && contract === null);
  const gaps: readonly (readonly [boolean, string])[] = [
    [activity.teams.length === 0, 'No entry names the team that answers for the purpose.'],
    [activity.bases.length === 0, 'No entry names the legal basis.'],
    [activity.notices.length === 0, 'No entry names the version of the notice.'],
    [activity.categories.length === 0, 'No entry names categories of data.'],
    [activity.subjects.length === 0, 'No entry names categories of subjects.'],
    [
      released && activity.retention.length === 0,
      'Something was released, and no entry says when it must be destroyed.',
    ],
    [uncontracted.length > 0, `No contract is recorded for: ${uncontracted.map(({ name }) => name).join(', ')}.`],
    [hidden > 0, `The people of ${hidden} runs are too few to show, and are not in the sums.`],
    [open > 0, `${open} of ${runs.length} runs have no closing entry.`],
  ];
  return gaps.filter(([gap]) => gap).map(([, text]) => text);
}
