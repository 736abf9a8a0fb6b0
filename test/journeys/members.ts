import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './deployment.js';

/** How many women and how many men there are, and how many of each come often. */
export interface Membership {
  readonly women: readonly [people: number, often: number];
  readonly men: readonly [people: number, often: number];
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
    writeFileSync(join(folder, 'data/members.csv'), `member,sex,visits,yearsHere\n${rows.join('')}`);
  };
  return { config: folder, list };
}

// Who comes often comes ten times and more; of the years nothing follows.
function rowsOf(sex: string, [people, often]: Membership['women']): readonly string[] {
  return Array.from({ length: people }, (_, at) => `${sex},${at < often ? 10 + (at % 7) : at % 9},${at % 11}`);
}

const column = (name: string, roles: readonly string[], category: string, type = 'integer') => ({
  ...{ name, roles, type, categories: [category], provenance: 'observed' },
});

const dataset = {
  ...{ apiVersion: 'probity/v1', kind: 'Dataset', name: 'members', title: 'Members', owner: 'analytics' },
  ...{ team: 'analytics', regime: 'general', subjects: ['customer'] },
  ...{ source: { path: '../data/members.csv' }, subjectKey: 'member' },
  columns: [
    column('member', ['identifier'], 'user.unique_id'),
    column('sex', ['protected'], 'user.demographic.gender', 'text'),
    column('visits', ['feature'], 'user.behavior.purchase_history'),
    column('yearsHere', ['feature'], 'user.behavior.purchase_history'),
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
