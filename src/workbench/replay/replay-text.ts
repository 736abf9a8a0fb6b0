import type { Condition } from '../../conditions/index.js';
import { isoInstant } from '../../documents/index.js';
import type { ReplayMessages } from './messages/index.js';
import { en } from './messages/index.js';
import type { ObligationChange } from './obligation-changes.js';
import type { Replay, ReplayedDecision, ReplayKind, Tally } from './replay.js';

const KINDS: readonly ReplayKind[] = [
  'unchanged',
  'newly-denied',
  'newly-permitted',
  'obligations-changed',
  'not-replayable',
];
const CHANGES_SHOWN = 50;

/** A replay as people read it: the totals, who is touched, and each decision that the candidate changes. */
export function replayText(replay: Replay, words: ReplayMessages = en): string {
  const { decisions, total, changes } = replay;
  const shown = changes.slice(0, CHANGES_SHOWN);
  return [
    words.heading(replay),
    '',
    ...KINDS.map((kind) => `  ${count(total[kind])}  ${words.kinds[kind]}${strengthsOf(replay, kind, words)}`),
    ...(decisions === 0 ? [] : ['', ...groups(replay, words)]),
    ...notes(replay, words),
    ...(shown.length === 0 ? [] : ['', words.changes]),
    ...shown.flatMap((one) => decisionLines(one, words)),
    ...(changes.length > shown.length ? [words.more(changes.length - shown.length)] : []),
  ].join('\n');
}

function strengthsOf({ strengths }: Replay, kind: ReplayKind, words: ReplayMessages): string {
  if (kind !== 'obligations-changed') return '';
  const named = (['stronger', 'weaker', 'other'] as const).filter((one) => strengths[one] > 0);
  return named.length === 0 ? '' : ` (${named.map((one) => `${strengths[one]} ${words.strengths[one]}`).join(', ')})`;
}

function groups({ byPlugin, byPurpose, byRole }: Replay, words: ReplayMessages): readonly string[] {
  const all = { [words.groups.plugin]: byPlugin, [words.groups.purpose]: byPurpose, [words.groups.role]: byRole };
  const width = Math.max(...Object.values(all).flatMap((group) => Object.keys(group).map(({ length }) => length)), 12);
  const head = (name: string) =>
    `  ${name.padEnd(width)}${KINDS.map((kind) => words.columns[kind].padStart(16)).join('')}`;
  const line = ([name, tally]: [string, Tally]) =>
    `  ${name.padEnd(width)}${KINDS.map((kind) => count(tally[kind]).padStart(16)).join('')}`;
  return Object.entries(all).flatMap(([name, group]) => [head(name), ...Object.entries(group).map(line)]);
}

function notes({ baselines, registersChanged, newWaivers }: Replay, words: ReplayMessages): readonly string[] {
  const said = [
    ...(baselines.record > 0 ? [words.fromRecord(baselines.record)] : []),
    ...Object.entries(registersChanged).map(([register, decisions]) => words.registerChanged(register, decisions)),
    ...newWaivers.map(words.newWaiver),
  ];
  return said.length === 0 ? [] : ['', ...said.map((note) => `  ${note}`)];
}

function decisionLines(one: ReplayedDecision, words: ReplayMessages): readonly string[] {
  const asked = [one.plugin, one.dataset, one.purpose].filter((word) => word !== null).join(' · ');
  const head = `  ${one.run}  ${one.at}  ${words.columns[one.kind]}${asked === '' ? '' : `  ${asked}`}`;
  if (one.why !== null) return [head, `    ${words.why[one.why](one.about)}`];
  const said = one.reasons.filter((reason) => !reason.startsWith('WOULD_')).map((reason) => `    ${reason}`);
  return [head, ...(one.kind === 'obligations-changed' ? one.obligations.map((o) => changeLine(o, words)) : said)];
}

function changeLine({ id, strength, before, after }: ObligationChange, words: ReplayMessages): string {
  return `    ${id}: ${valueText(before, words)} → ${valueText(after, words)} (${words.strengths[strength]})`;
}

function valueText(value: ObligationChange['before'], words: ReplayMessages): string {
  if (value === null) return words.nothing;
  if (typeof value === 'number') return String(value);
  return 'kind' in value ? conditionText(value) : value.join(' ');
}

/** A condition on one line; instants as dates. */
function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'constant':
      return condition.truth;
    case 'not':
      return `not (${conditionText(condition.of)})`;
    case 'all':
    case 'any':
      return condition.of.map((part) => `(${conditionText(part)})`).join(condition.kind === 'all' ? ' and ' : ' or ');
    case 'leaf':
      return `${condition.fact} ${condition.op} ${operandText(condition.fact, condition.value)}`;
  }
}

const INSTANTS = /At$|lastActivity$/;

function operandText(fact: string, value: Extract<Condition, { kind: 'leaf' }>['value']): string {
  if (typeof value === 'number' && INSTANTS.test(fact)) return isoInstant(value);
  if (typeof value === 'object' && 'ref' in value) return value.ref;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function count(number: number): string {
  return number.toLocaleString('en').padStart(9);
}
