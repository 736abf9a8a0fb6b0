import type { ReplayMessages } from './messages.js';

/** English. */
export const en: ReplayMessages = {
  language: 'en',
  heading: ({ since, until, decisions, candidate }) =>
    `${decisions.toLocaleString('en')} decisions from ${since} to ${until}, each by itself under ${candidate.slice(0, 19)}…`,
  kinds: {
    unchanged: 'unchanged',
    'newly-denied': 'newly denied',
    'newly-permitted': 'newly permitted',
    'obligations-changed': 'permitted under other obligations',
    'not-replayable': 'not replayable: nothing is claimed',
  },
  columns: {
    unchanged: 'unchanged',
    'newly-denied': 'newly denied',
    'newly-permitted': 'newly permitted',
    'obligations-changed': 'obligations',
    'not-replayable': 'not replayable',
  },
  strengths: { stronger: 'stronger', weaker: 'weaker', other: 'neither or both' },
  groups: { plugin: 'plugin', purpose: 'purpose', role: 'role' },
  why: {
    RECORD_INCOMPLETE: () => 'The record does not hold all that the decision turned on.',
    RULES_NOT_KEPT: ([digest]) => `What was obliged is not known: the rules ${digest ?? ''} are not in the state.`,
    RULES_ALTERED: ([digest]) =>
      `The kept rules are not ${digest ?? 'those of the record'}: somebody changed the file.`,
    NOT_REPRODUCED: ([digest]) => `The recorded decision does not come out again under ${digest ?? 'its policies'}.`,
    FACT_NOT_KEPT: (facts) => `The candidate turns on what was not recorded then: ${facts.join(', ')}.`,
    SCOPE_CHANGED: (names) => `Declared otherwise now, so that scopes may mean something else: ${names.join(', ')}.`,
    OWN_RULES_NOT_KEPT: ([digest]) =>
      `The own rules ${digest ?? ''} that were asked then are not in the state, or somebody changed them.`,
    OWN_RULE_FAILED: (rules) => `An own rule failed, and might not fail again: ${rules.join(', ')}.`,
    EVALUATORS_DISAGREE: () => 'The kernel and the second evaluator do not agree. Please report this.',
  },
  fromRecord: (decisions) =>
    `${decisions.toLocaleString('en')} compared with the recorded answer alone: the rules that gave it are not in the state.`,
  registerChanged: (register, decisions) =>
    `The register of ${register} has changed since ${decisions.toLocaleString('en')} of these decisions; facts and categories are those of then.`,
  newWaiver: (waiver) => `The waiver ${waiver} was not in force then; each decision takes it as not yet used.`,
  changes: 'What changes',
  more: (decisions) => `  and ${decisions.toLocaleString('en')} more; --json lists every one`,
  nothing: 'none',
};
