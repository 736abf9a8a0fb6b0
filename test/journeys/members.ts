import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deployment.js';

/** How many women and how many men there are, how many of each come often, and how many have not been seen for years. */
export interface Membership {
  readonly women: readonly [people: number, often: number, gone?: number];
  readonly men: readonly [people: number, often: number, gone?: number];
}

/** A club with a list of members, who come often or seldom, and the purposes and destinations of the other journeys. */
export interface Club {
  readonly config: string;
  /** Writes the list anew, as it would stand at the time of another run. */
  list(members: Membership): void;
}

/** Makes the club in a folder; `declared` stands in its dataset besides. */
export function clubIn(folder: string, declared: Readonly<Record<string, unknown>> = {}): Club {
  for (const name of ['purposes', 'destinations']) {
    cpSync(join(root, 'test/journeys/config', name), join(folder, name), { recursive: true });
  }
  for (const name of ['datasets', 'data']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'datasets/members.yaml'), JSON.stringify({ ...dataset, ...declared }));
  const list = ({ women, men }: Membership) => {
    const rows = [...rowsOf('f', women), ...rowsOf('m', men)].map((row, at) => `${at},${row}\n`);
    writeFileSync(join(folder, 'data/members.csv'), `member,sex,visits,yearsHere,lastSeen\n${rows.join('')}`);
  };
  return { config: folder, list };
}

// Who comes often comes ten times and more; of the years nothing follows. Who is gone stands last.
function rowsOf(sex: string, [people, often, gone = 0]: Membership['women']): readonly string[] {
  const seen = (at: number) => dayBefore(at < people - gone ? 30 : 3000);
  return Array.from(
    { length: people },
    (_, at) => `${sex},${at < often ? 10 + (at % 7) : at % 9},${at % 11},${seen(at)}`,
  );
}

const DAY_MS = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

const column = (name: string, roles: readonly string[], category: string, type = 'integer') => ({
  ...{ name, roles, type, categories: [category], provenance: 'observed' },
});

const dataset = {
  ...{ apiVersion: 'probity/v1', kind: 'Dataset', name: 'members', title: 'Members', owner: 'analytics' },
  ...{ team: 'analytics', regime: 'general', subjects: ['customer'] },
  ...{ source: { path: '../data/members.csv' }, subjectKey: 'member', retentionAnchor: 'lastSeen' },
  columns: [
    column('member', ['identifier'], 'user.unique_id'),
    column('sex', ['protected'], 'user.demographic.gender', 'text'),
    column('visits', ['feature'], 'user.behavior.purchase_history'),
    column('yearsHere', ['feature'], 'user.behavior.purchase_history'),
    column('lastSeen', ['timestamp'], 'user.behavior', 'date'),
  ],
  traits: [
    {
      ...{ name: 'sex', column: 'sex', status: 'held' },
      groups: [
        { name: 'Women', values: ['f'] },
        { name: 'Men', values: ['m'] },
      ],
    },
  ],
};

/** Who comes often, for an offer. */
export const OFTEN = {
  ...{ plugin: 'rules', dataset: 'members', purpose: 'service-offers', destination: 'analysts', columns: ['visits'] },
  options: { rules: [{ segment: 'often', when: { column: 'visits', gte: 10 } }], otherwise: 'seldom' },
} as const;
