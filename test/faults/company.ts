import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stands in every raw identifier of the company; it must never be seen outside the data. */
export const CANARY = 'canary-7f3a9c';

/** A tiny company of its own: forty customers, so that the test needs no data but what it writes. */
export function companyIn(folder: string): string {
  for (const name of ['datasets', 'purposes', 'destinations', 'data'])
    mkdirSync(join(folder, name), { recursive: true });
  const rows = Array.from({ length: 40 }, (_, at) => `${CANARY}-${at},${at % 2 === 0 ? 'f' : 'm'},${at % 4},${at}`);
  writeFileSync(join(folder, 'data/people.csv'), `id,sex,visits,spend\n${rows.join('\n')}\n`);
  const column = (name: string, type: string, roles: string[], category: string) => ({
    ...{ name, type, roles, categories: [category] },
    provenance: 'observed',
  });
  write(folder, 'datasets/people', {
    ...{ kind: 'Dataset', name: 'people', title: 'People', owner: 'insight', team: 'insight', regime: 'general' },
    ...{ subjects: ['customer'], source: { path: '../data/people.csv' }, subjectKey: 'id' },
    columns: [
      column('id', 'text', ['identifier'], 'user.unique_id'),
      column('sex', 'text', ['protected'], 'user.demographic.gender'),
      column('visits', 'integer', ['feature'], 'user.behavior.purchase_history'),
      column('spend', 'integer', ['feature'], 'user.behavior.purchase_history'),
    ],
    traits: [{ name: 'sex', column: 'sex', status: 'held' }],
  });
  write(folder, 'purposes/learn', {
    ...{ kind: 'Purpose', name: 'learn', title: 'Learn', use: 'analytics.reporting', team: 'insight' },
    ...{
      basis: 'legal-obligation',
      effect: 'insight',
      assessment: { state: 'not-required' },
      notice: { version: '1' },
    },
    ...{ destinations: ['desk'], expires: '2099-01-01' },
  });
  write(folder, 'destinations/desk', {
    ...{ kind: 'Destination', name: 'desk', title: 'Desk', role: 'internal', country: 'DE', transferGround: 'none' },
    ...{ saleOrShare: false, identifiers: ['pseudonym'], recall: true },
  });
  return folder;
}

function write(folder: string, name: string, value: object): void {
  writeFileSync(join(folder, `${name}.yaml`), JSON.stringify({ apiVersion: 'probity/v1', ...value }));
}
