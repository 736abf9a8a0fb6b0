import type { PolicyDraft } from './policy-template.js';

/** What the cases of a new policy ask in. */
export interface CaseSetting {
  /** The moment of every request, an ISO date-time. */
  readonly clock: string;
  /** A purpose of the fixtures that the policy speaks of, where that of the default request is none. */
  readonly inside: string | null;
  /** A purpose of the fixtures that it does not speak of, if there is one. */
  readonly outside: string | null;
  /** What is decided of each where the policy says nothing against it. */
  readonly decisions: { readonly inside: Decision; readonly outside: Decision };
}

export type Decision = 'permit' | 'denial';

interface CaseText {
  readonly name: string;
  readonly facts?: string;
  readonly decision: Decision;
  readonly says: 'reasons' | 'notReasons';
  readonly obligations?: string;
  readonly rows?: readonly string[];
}

/** The cases of a new policy: each of its parts once as it lets go and once as it holds, and a purpose outside its scope. */
export function casesText(draft: PolicyDraft, setting: CaseSetting): string {
  const { code, cases } = casesOf(draft, setting);
  const reason = `${code} ${draft.name}`;
  const texts = cases.map((one) => caseText(one, reason, setting.inside));
  return `# yaml-language-server: $schema=${draft.schemas}/cases.schema.json
apiVersion: probity/v1
kind: PolicyCases
clock: ${setting.clock}
# Each case is a request of fixtures.yaml with one thing changed. null is a fact that is not known.
cases:
${[...texts, ...outsideText(reason, setting)].join('')}`;
}

function caseText(one: CaseText, reason: string, purpose: string | null): string {
  const obligations = one.obligations ? `, obligations: { ${one.obligations} }` : '';
  return [
    `  - name: ${one.name}\n`,
    purpose ? `    request: { purpose: ${purpose} }\n` : '',
    one.facts ? `    facts: { ${one.facts} }\n` : '',
    `    expect: { decision: ${one.decision}, ${one.says}: [${reason}]${obligations} }\n`,
    ...(one.rows ? ['    rows:\n', ...one.rows.map((row) => `      - ${row}\n`)] : []),
  ].join('');
}

function outsideText(reason: string, { outside, decisions }: CaseSetting): readonly string[] {
  if (outside === null) return [];
  const one = { name: 'a purpose outside the scope is left alone', decision: decisions.outside } as const;
  return [caseText({ ...one, says: 'notReasons' }, reason, outside)];
}

function casesOf(draft: PolicyDraft, { clock, decisions: { inside } }: CaseSetting) {
  const held = { decision: inside, says: 'reasons' } as const;
  switch (draft.kind) {
    case 'AccessPolicy':
      return draft.effect === 'grant' ? grantCases(held) : prohibitionCases(inside, clock);
    case 'ConsentPolicy':
      return {
        code: 'RESTRICTED',
        cases: [{ ...held, name: 'only who agreed stays, and only for 24 months', rows: consentRows(clock) }],
      };
    case 'RetentionPolicy':
      return {
        code: 'RESTRICTED',
        cases: [{ ...held, name: 'who was inactive for 36 months leaves', rows: retentionRows(clock) }],
      };
    case 'DisclosurePolicy': {
      const obligations = `segmentSizeMin: ${draft.inForce['segmentSizeMin'] ?? 20}`;
      return { code: 'RESTRICTED', cases: [{ ...held, name: 'a segment has this many people', obligations }] };
    }
    default: {
      const obligations = `"ratioMin:*": ${draft.inForce['ratioMin:*'] ?? 0.8}`;
      return {
        code: 'RESTRICTED',
        cases: [{ ...held, name: 'the groups of every trait are reached alike', obligations }],
      };
    }
  }
}

function grantCases(held: Pick<CaseText, 'decision' | 'says'>) {
  return { code: 'GRANTED', cases: [{ ...held, name: 'the columns that are granted may be used' }] };
}

function prohibitionCases(decision: Decision, clock: string) {
  const denied = { decision: 'denial', says: 'reasons' } as const;
  const cases: readonly CaseText[] = [
    {
      name: 'a training that is current will do',
      facts: `actor.trainedUntil: ${day(clock, 365)}`,
      decision,
      says: 'notReasons',
    },
    { name: 'a training that ended yesterday will not do', facts: `actor.trainedUntil: ${day(clock, -1)}`, ...denied },
    { name: 'nobody knows of a training', facts: 'actor.trainedUntil: null', ...denied },
  ];
  return { code: 'PROHIBITED', cases };
}

function consentRows(clock: string): readonly string[] {
  const row = (consent: string, at: string, removed: string, objected = false) =>
    `{ row: { row.consent: ${consent}, row.consentAt: ${at}, row.objected: ${objected} }, removed: [${removed}] }`;
  return [
    row('granted', day(clock, -23 * MONTH), ''),
    row('granted', day(clock, -25 * MONTH), 'consent-too-old'),
    row('withdrawn', day(clock, -30), 'no-consent'),
    row('none', 'null', 'no-consent'),
    row('granted', day(clock, -30), 'objection', true),
  ];
}

function retentionRows(clock: string): readonly string[] {
  const row = (at: string, removed: string) => `{ row: { row.lastActivity: ${at} }, removed: [${removed}] }`;
  return [row(day(clock, -35 * MONTH), ''), row(day(clock, -37 * MONTH), 'retention'), row('null', 'retention')];
}

const DAY_MS = 86_400_000;
/** Days of a month, on average. */
const MONTH = 30.44;

function day(clock: string, days: number): string {
  return new Date(Date.parse(clock) + days * DAY_MS).toISOString().slice(0, 10);
}
