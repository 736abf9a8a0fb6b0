import type { RecordedEntry } from './recorded-runs.js';

// Entries for specs, in the shape that runs write them.

const purpose = {
  title: 'Seasonal offers',
  use: 'marketing.advertising.first_party.targeted',
  basis: 'consent',
  effect: 'offer',
  team: 'growth',
  notice: '2026-01',
  assessment: 'approved',
};
const destination = {
  title: 'The customer relations system',
  role: 'processor',
  country: 'DE',
  transferGround: 'none',
  saleOrShare: false,
  contract: 'DPA-2025-014',
};

/** The opening entry of a run of the seasonal offers, or of what is put in its place. */
export function opening(index: number, run: string, at: string, change: Record<string, unknown> = {}): RecordedEntry {
  const request = { plugin: 'rfm', options: {}, dataset: 'shop', purpose: 'seasonal-offers', destination: 'crm' };
  const body = {
    roles: ['data-team'],
    team: 'growth',
    request,
    decision: 'permit',
    isolation: 3,
    purpose,
    destination,
    categories: ['user.behavior.purchase_history'],
    governing: ['user.demographic.gender'],
    subjects: ['customer'],
    ...change,
  };
  return { index, entry: { v: 1, type: 'run-opened', run, at, environment: 'production', actor: 'alias-1', body } };
}

export function closing(index: number, run: string, at: string, body: Record<string, unknown>): RecordedEntry {
  return { index, entry: { v: 1, type: 'run-closed', run, at, environment: 'production', actor: 'alias-1', body } };
}

export function deciding(index: number, run: string, at: string, decision: 'approved' | 'rejected'): RecordedEntry {
  const body = { decision, role: 'dpo', reason: 'Enough people were asked.' };
  return { index, entry: { v: 1, type: 'hold-decided', run, at, environment: 'production', actor: 'alias-2', body } };
}

const rows = (read: number, kept: number) => ({ rows: { read, kept, removed: [] } });

/** Three runs: released, denied for a second destination, held and approved; and one of another purpose that is open. */
export const exampleLog: readonly RecordedEntry[] = [
  opening(3, 'run-1', '2026-03-02T09:00:00.000Z'),
  opening(4, 'run-2', '2026-03-02T09:01:00.000Z', {
    decision: 'denial',
    governing: [],
    request: { purpose: 'seasonal-offers', destination: 'ads', dataset: 'shop' },
    destination: { ...destination, title: '=1+1 advertising', role: 'third-party', country: 'US', contract: null },
  }),
  closing(5, 'run-1', '2026-03-02T09:02:00.000Z', {
    outcome: 'released',
    ...rows(50_000, 31_000),
    acknowledged: ['segmentSizeMin', 'mask:user.financial'],
    destroyBy: '2027-04-06T09:00:00.000Z',
    attempt: { number: 1 },
  }),
  closing(6, 'run-2', '2026-03-02T09:03:00.000Z', { outcome: 'denied' }),
  opening(7, 'run-3', '2026-03-31T23:59:59.999Z'),
  closing(8, 'run-3', '2026-04-01T00:01:00.000Z', { outcome: 'held', ...rows(50_000, 30_500) }),
  deciding(9, 'run-3', '2026-04-02T08:00:00.000Z', 'approved'),
  opening(10, 'run-4', '2026-03-15T12:00:00.000Z', {
    request: { purpose: '@churn' },
    purpose: null,
    destination: null,
    categories: [],
    subjects: [],
  }),
  opening(11, 'run-5', '2026-04-01T00:00:00.000Z'),
];

export async function* readLog(entries: readonly RecordedEntry[] = exampleLog): AsyncGenerator<RecordedEntry> {
  yield* entries;
}
