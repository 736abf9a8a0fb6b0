import type { Operator, Truth } from '../../../conditions/index.js';
import type { ConstantInForce, Decision, ExplainedRule } from '../../../stages/decision/index.js';
import type { DecisionExplanation, ExplainedReason } from '../decision-explanation.js';
import type { SourceSince, SubjectExplanation, SubjectStanding } from '../explain-subject.js';

/** Every text of an explanation, in one language. A code without a text does not compile. */
export interface ExplanationMessages {
  /** BCP 47. */
  readonly language: string;
  /** The answer as one sentence. */
  readonly answer: (explanation: Pick<DecisionExplanation, 'answer' | 'reasons'>) => string;
  readonly about: (explanation: Pick<DecisionExplanation, 'about' | 'inForce' | 'policySet'>) => string;
  /** One reason as a sentence. */
  readonly reason: (reason: ExplainedReason) => string;
  readonly effects: Readonly<Record<ExplainedRule['effect'], string>>;
  /** Whether a rule counted, by how it works. */
  readonly counts: (rule: Pick<ExplainedRule, 'effect' | 'counts' | 'mode'>) => string;
  /** How a fact is held against a value; for instants too. */
  readonly operators: Readonly<Record<Operator, string>>;
  readonly instantOperators: Readonly<Partial<Record<Operator, string>>>;
  /** A constant of a legal profile with its value, which is given as text. */
  readonly constant: (constant: Omit<ConstantInForce, 'value'>, value: string) => string;
  /** The bundle of an own rule. */
  readonly bundle: (digest: string) => string;
  readonly atLine: (line: number) => string;
  readonly truths: Readonly<Record<Truth, string>>;
  readonly notKnown: string;
  readonly recordAlone: string;
  readonly headings: Readonly<Record<'rules' | 'missing' | 'flips' | 'trial' | 'data', string>>;
  readonly nothingMissing: string;
  readonly flip: Readonly<Record<Decision['kind'], string>>;
  readonly noFlip: string;
  /** Every word of an open list but these, which are given as text. */
  readonly anyBut: (list: string) => string;
  /** With every policy that is on trial in force; null where that was not worked out. */
  readonly trialAnswer: (answer: Decision['kind'] | null, now: Decision['kind']) => string;
  readonly noTrial: string;
  readonly standing: Readonly<Record<SubjectStanding, (explanation: SubjectExplanation) => string>>;
  readonly row: (keeps: boolean) => string;
  readonly since: Readonly<Record<SourceSince, string>>;
  readonly datasetsChanged: string;
  readonly presentData: string;
}
