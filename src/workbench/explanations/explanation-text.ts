import type { FactValue, Operand } from '../../conditions/index.js';
import { isoInstant } from '../../documents/index.js';
import type { ConstantInForce, ExplainedLeaf, ExplainedRule } from '../../stages/decision/index.js';
import type { DecisionExplanation, ExplainedReason } from './decision-explanation.js';
import { type ExplanationMessages, en } from './messages/index.js';

const FLIPS_SHOWN = 5;

/** An explanation of a decision as people read it: the answer first, as one sentence. */
export function explanationText(explanation: DecisionExplanation, words: ExplanationMessages = en): string {
  const { basis, reasons, rules, missing } = explanation;
  return [
    words.answer(explanation),
    words.about(explanation),
    ...(basis === 'record' ? [words.recordAlone] : []),
    '',
    words.headings.rules,
    ...(rules.length > 0 ? rules.flatMap((rule) => ruleLines(rule, words)) : reasons.flatMap(reasonLines(words))),
    ...(rules.length > 0 ? reasons.filter(isOfOwnRule).flatMap(reasonLines(words)) : []),
    ...reasons.filter(isOfTheEngine).map((reason) => `  ${words.reason(reason)}`),
    '',
    words.headings.missing,
    `  ${missing.length === 0 ? words.nothingMissing : missing.join(', ')}`,
    '',
    ...flipLines(explanation, words),
    words.headings.trial,
    ...trialLines(explanation, words),
  ].join('\n');
}

function ruleLines(rule: ExplainedRule, words: ExplanationMessages): readonly string[] {
  const { title, effect, law, place, leaves, constants } = rule;
  const laws = law.length > 0 ? ` [${law.join(', ')}]` : '';
  const head = `  ${title}: ${words.effects[effect]}; ${words.counts(rule)}${laws}`;
  return [head, `    ${place.file}:${place.line}`, ...leafLines(leaves, words), ...constantLines(constants, words)];
}

/** The constants of legal profiles that a rule names, one below the other. */
export function constantLines(constants: readonly ConstantInForce[], words: ExplanationMessages): readonly string[] {
  return constants.map((one) => `      ${words.constant(one, constantText(one))}`);
}

const WORDS_SHOWN = 8;

function constantText({ value }: ConstantInForce): string {
  return typeof value === 'object' ? `[${listText(value)}]` : String(value);
}

function listText(words: readonly (string | number)[]): string {
  const more = words.length > WORDS_SHOWN ? `, … ${words.length} in all` : '';
  return `${words.slice(0, WORDS_SHOWN).join(', ')}${more}`;
}

type TestedLeaf = Pick<ExplainedLeaf, 'fact' | 'op' | 'value' | 'truth' | 'found'> &
  Partial<Pick<ExplainedLeaf, 'place' | 'constant'>>;

/** Tests one below the other: what was asked, what it came to, what was found, and where the test stands. */
export function leafLines(leaves: readonly TestedLeaf[], words: ExplanationMessages): readonly string[] {
  const rows = leaves.map((leaf) => [
    testText(leaf, words),
    words.truths[leaf.truth],
    leaf.found === null ? words.notKnown : valueText(leaf.fact, leaf.found),
    [...(leaf.place ? [words.atLine(leaf.place.line)] : []), ...(leaf.constant ? [leaf.constant.name] : [])].join(', '),
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) => `      ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

function testText({ fact, op, value }: TestedLeaf, words: ExplanationMessages): string {
  const operator = (INSTANTS.test(fact) && words.instantOperators[op]) || words.operators[op];
  return `${fact} ${operator} ${valueText(fact, value)}`;
}

function reasonLines(words: ExplanationMessages) {
  return (reason: ExplainedReason): readonly string[] => [
    `  ${words.reason(reason)}${reason.law.length > 0 ? ` [${reason.law.join(', ')}]` : ''}`,
    ...(reason.place === null ? [] : [`    ${reason.place}`]),
    ...(reason.bundle === undefined ? [] : [`    ${words.bundle(reason.bundle)}`]),
  ];
}

function isOfOwnRule({ bundle }: ExplainedReason): boolean {
  return bundle !== undefined;
}

// Reasons that stand on no rule are not among the rules above.
function isOfTheEngine({ code, title, place, bundle }: ExplainedReason): boolean {
  return bundle === undefined && title === null && place === null && code !== 'NOT_COVERED';
}

function flipLines({ answer, flips }: DecisionExplanation, words: ExplanationMessages): readonly string[] {
  if (flips === null) return [];
  const head = `${words.headings.flips} ${words.flip[answer]}`;
  if (flips.length === 0) return [head, `  ${words.noFlip}`, ''];
  const lines = flips
    .slice(0, FLIPS_SHOWN)
    .map((changes) =>
      changes.map(
        ({ fact, from, to, anyBut }) =>
          `${fact}: ${from === null ? words.notKnown : valueText(fact, from)} → ${anyBut ? words.anyBut(listText(anyBut)) : valueText(fact, to)}`,
      ),
    );
  return [head, ...lines.map((changes) => `  ${changes.join(', ')}`), ''];
}

function trialLines({ onTrial, answer }: DecisionExplanation, words: ExplanationMessages): readonly string[] {
  if (onTrial === null) return [`  ${words.noTrial}`];
  return [...onTrial.reasons.flatMap(reasonLines(words)), `  ${words.trialAnswer(onTrial.answer, answer)}`];
}

const INSTANTS = /(^now$|Until$|\.until$|\.expires$|At$|lastActivity$|^cutoff\.)/;

/** A value as people read it; instants by their day, or by the moment where it is not midnight. */
function valueText(fact: string, value: Operand | FactValue): string {
  if (typeof value === 'number' && INSTANTS.test(fact)) return isoInstant(value).replace('T00:00:00.000Z', '');
  if (typeof value === 'object' && 'ref' in value) return value.ref;
  return Array.isArray(value) ? `[${listText(value)}]` : String(value);
}
