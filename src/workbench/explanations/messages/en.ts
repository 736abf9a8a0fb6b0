import { en as release } from '../../../stages/release/index.js';
import type { ExplainedReason } from '../decision-explanation.js';
import type { SubjectExplanation } from '../explain-subject.js';
import type { ExplanationMessages } from './messages.js';

/** English. */
export const en: ExplanationMessages = {
  language: 'en',
  answer: ({ answer, reasons }) => (answer === 'permit' ? permitted(reasons) : denied(reasons)),
  about: ({ about, inForce, policySet }) => {
    const under = `under the policies ${policySet.slice(0, 19)}…${inForce ? ', which are in force' : ', which are not those in force now'}`;
    if (about.kind === 'request') return `A request, decided now ${under}.`;
    const ended = about.outcome === null ? 'not closed' : about.outcome;
    return `Run ${about.run} of ${about.at} (${ended}), entry ${about.index}, decided ${under}.`;
  },
  reason: ({ code, rule, title, missing }) => {
    const text = Object.hasOwn(release.reasons, code) ? release.reasons[code as keyof typeof release.reasons] : null;
    if (text === null) return code;
    return text({ ...(rule === null ? {} : { rule }), ...(title === null ? {} : { title }), missing });
  },
  effects: { grant: 'a permission', restrict: 'a condition', prohibit: 'a prohibition' },
  counts: ({ counts, mode }) =>
    `${counts ? 'it counts' : 'it does not count'}${mode === 'enforce' ? '' : `, on trial (${mode})`}`,
  operators: {
    eq: 'is',
    in: 'is one of',
    has: 'has',
    lt: 'is below',
    lte: 'is at most',
    gt: 'is above',
    gte: 'is at least',
  },
  instantOperators: { lt: 'is before', lte: 'is not after', gt: 'is after', gte: 'is not before' },
  constant: ({ name, article, version, unit }, value) => {
    const said = article === null ? '' : `${article}, `;
    return `${name} is ${value}${unit === null ? '' : ` (${unit})`}: ${said}legal profile version ${version}`;
  },
  bundle: (digest) => `bundle ${digest}`,
  atLine: (line) => `line ${line}`,
  truths: { true: 'holds', false: 'does not hold', unknown: 'cannot be said' },
  notKnown: 'not known',
  recordAlone:
    'The rules that decided are not in the state, or do not give the recorded answer: what follows is what the record says.',
  headings: {
    rules: 'Rules that decided, with the facts that made it so',
    missing: 'Facts that were missing',
    flips: 'The smallest change',
    trial: 'Policies on trial',
    data: 'The data',
  },
  nothingMissing: 'none that these rules ask for',
  flip: { permit: 'that would turn it into a denial', denial: 'that would turn it into a permit' },
  noFlip: 'None was found: not by other values of the facts that these rules speak of.',
  anyBut: (list) => `anything but ${list}`,
  trialAnswer: (answer, now) => {
    if (answer === null) return 'What the answer would have been with them in force was not worked out.';
    if (answer === now) return `With them in force the answer would be the same: a ${answer}.`;
    return `With them in force the answer would have been a ${answer}.`;
  },
  noTrial: 'No policy on trial would have said anything else.',
  standing: {
    kept: ({ rules }) =>
      `In the run: the row meets ${rules.length === 1 ? 'the one rule' : `all ${rules.length} rules`} that it had to meet.`,
    removed: (explanation) => `Not in the run: ${removedBy(explanation)}.`,
    absent: () => 'Not in the run: the data has no such subject now.',
    'not-read': () => 'Nobody is in the run: it was denied before any row was read.',
  },
  row: (keeps) => (keeps ? 'stays' : 'leaves'),
  since: {
    same: 'The source is the one that the run read: its fingerprint is the recorded one.',
    changed:
      'The source has changed since the run: its fingerprint is another one, and the row may have been otherwise.',
    'not-recorded':
      'The run recorded no fingerprint of the source, so whether the row was otherwise then is not known.',
  },
  datasetsChanged: 'The declaration of datasets has changed since the run: a fact may come from another column now.',
  presentData: 'The row was read as it is now; age and cut-offs count from the moment of the run.',
};

function permitted(reasons: readonly ExplainedReason[]): string {
  const grants = reasons.filter(({ code }) => code === 'GRANTED').map(named);
  const conditions = reasons.filter(({ code }) => code === 'RESTRICTED').length;
  const waived = reasons.filter(({ code }) => code === 'WAIVED').map(named);
  const under = conditions === 0 ? '' : `, under the conditions of ${counted(conditions, 'policy', 'policies')}`;
  const aside = waived.length === 0 ? '' : `; ${listed(waived)} was set aside by a waiver`;
  return `Permitted: ${listed(grants)} ${grants.length > 1 ? 'allow' : 'allows'} it${under}${aside}.`;
}

function denied(reasons: readonly ExplainedReason[]): string {
  const prohibitions = reasons.filter(({ code }) => code === 'PROHIBITED').map(named);
  const uncovered = reasons.filter(({ code }) => code === 'NOT_COVERED').map(({ rule }) => rule ?? 'a data category');
  const others = reasons.filter(({ code }) => code !== 'PROHIBITED' && code !== 'NOT_COVERED' && code !== 'WAIVED');
  const parts = [
    ...(prohibitions.length > 0
      ? [`${listed(prohibitions)} ${prohibitions.length > 1 ? 'forbid' : 'forbids'} it`]
      : []),
    ...(uncovered.length > 0 ? [`no policy allows ${listed(uncovered, 'or')}`] : []),
    ...others.map((reason) => lowered(en.reason(reason))),
  ];
  return `Denied: ${parts.join('; ')}.`;
}

function removedBy({ rules }: SubjectExplanation): string {
  const removing = rules.filter(({ keeps }) => !keeps);
  const reasons = [...new Set(removing.map(({ reason }) => lowered(release.rowReasons[reason])))];
  const titles = [...new Set(removing.map(({ title }) => `\u201c${title}\u201d`))];
  return `${listed(reasons)} (${listed(titles)})`;
}

function named({ title, rule }: ExplainedReason): string {
  return title === null ? `the rule ${rule ?? 'without a name'}` : `\u201c${title}\u201d`;
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function listed(words: readonly string[], joint = 'and'): string {
  if (words.length < 2) return words[0] ?? 'the engine';
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

function lowered(sentence: string): string {
  const text = sentence.endsWith('.') ? sentence.slice(0, -1) : sentence;
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
