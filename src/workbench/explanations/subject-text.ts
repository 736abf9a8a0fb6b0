import type { SubjectExplanation, SubjectRule } from './explain-subject.js';
import { constantLines, leafLines } from './explanation-text.js';
import { type ExplanationMessages, en } from './messages/index.js';

/** Why one subject is in a run, or not, as people read it. Holds that person's data: for the screen of the one who asked. */
export function subjectText(explanation: SubjectExplanation, words: ExplanationMessages = en): string {
  const { about, standing, rules, data, datasetsChanged } = explanation;
  return [
    words.standing[standing](explanation),
    `${about.run}  ${about.at}`,
    ...(rules.length === 0 ? [] : ['', ...rules.flatMap((rule) => ruleLines(rule, words))]),
    ...(data === null ? [] : ['', words.headings.data, `  ${words.presentData}`, `  ${words.since[data.since]}`]),
    ...(datasetsChanged ? [`  ${words.datasetsChanged}`] : []),
  ].join('\n');
}

function ruleLines(
  { title, law, place, keeps, leaves, constants }: SubjectRule,
  words: ExplanationMessages,
): readonly string[] {
  const laws = law.length > 0 ? ` [${law.join(', ')}]` : '';
  return [
    `  ${title}: ${words.row(keeps)}${laws}`,
    ...(place === '' ? [] : [`    ${place}`]),
    ...leafLines(leaves, words),
    ...constantLines(constants, words),
  ];
}
