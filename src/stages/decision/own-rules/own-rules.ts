import { canonicalJson } from '../../../documents/index.js';
import { type PolicyAnswer, PolicyThread } from '../../../isolation/index.js';
import type { OwnRuleRegister } from '../../../registers/own-rules/index.js';
import { kernelInput } from '../kernel/kernel-input.js';
import type { Question } from '../reference-evaluator.js';
import type { OwnAnswers } from './own-answer.js';
import { readOwnAnswer } from './read-own-answer.js';

/** Asks the own rules of a deployment for the runs of a process, without holding up its event loop. */
export class OwnRules {
  readonly #thread: PolicyThread;
  #asking = 0;
  #isRetired = false;

  constructor(readonly register: OwnRuleRegister) {
    this.#thread = new PolicyThread(register.rules, register.limits);
    if (register.rules.length > 0) void this.#thread.start();
  }

  /** Every rule is asked, also where another one has forbidden already: an answer names all that stands in the way. */
  async ask(question: Question): Promise<OwnAnswers> {
    const input = ownInput(question);
    if (input === null) return unasked(this.register);
    const { rules, digest, categories } = this.register;
    const said = await this.#asked(() => rules.map((_, at) => this.#thread.ask({ kind: 'ask', at, input })));
    return { digest, answers: rules.map((rule, at) => readOwnAnswer(rule, said[at] as PolicyAnswer, categories)) };
  }

  /** Whether each of them can be asked: tried before they take the place of others. */
  async areReady(): Promise<boolean> {
    const looks = await Promise.all(this.register.rules.map((_, at) => this.#thread.ask({ kind: 'look', at })));
    return looks.every(({ kind }) => kind === 'said');
  }

  /** Others took their place: the thread ends when nobody asks, and comes back for a run that still has a question. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    if (this.#asking === 0) await this.close();
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #asked(questions: () => readonly Promise<PolicyAnswer>[]): Promise<readonly PolicyAnswer[]> {
    this.#asking += 1;
    try {
      return await Promise.all(questions());
    } finally {
      this.#asking -= 1;
      if (this.#isRetired && this.#asking === 0) await this.close();
    }
  }
}

/** Answers that are remembered for one register; an own rule knows nothing but its input, so it says the same again. */
const REMEMBERED_MAX = 5_000;

interface Desk {
  readonly thread: PolicyThread;
  readonly said: Map<string, OwnAnswers>;
}

const desks = new WeakMap<OwnRuleRegister, Desk>();

/** The same for tools: everything of this process waits for the answer. Null where a deployment has no own rules. */
export function ownAnswersNow(register: OwnRuleRegister | null | undefined, question: Question): OwnAnswers | null {
  if (!register) return null;
  const desk = desks.get(register) ?? { thread: new PolicyThread(register.rules, register.limits), said: new Map() };
  desks.set(register, desk);
  const input = ownInput(question);
  if (input === null) return unasked(register);
  const remembered = desk.said.get(input);
  if (remembered) return remembered;
  const answers = register.rules.map((rule, at) =>
    readOwnAnswer(rule, desk.thread.askNow({ kind: 'ask', at, input }), register.categories),
  );
  const answered = { digest: register.digest, answers };
  // What failed may have failed for want of time, and is asked again.
  if (answers.every(({ kind }) => kind === 'answered')) {
    if (desk.said.size >= REMEMBERED_MAX) desk.said.clear();
    desk.said.set(input, answered);
  }
  return answered;
}

// What the kernel does not take as a request is asked of nobody.
function unasked({ digest, rules }: OwnRuleRegister): OwnAnswers {
  const cause = 'BAD_REQUEST';
  return { digest, answers: rules.map((rule) => ({ kind: 'failed', rule: rule.name, digest: rule.digest, cause })) };
}

/** A question as own rules see it: what the kernel sees, by the names of the catalogue. Null for what the kernel refuses. */
function ownInput(question: Question): string | null {
  if (kernelInput(question) === null) return null;
  const { purpose, dataset, plugin, categories, facts } = question;
  return canonicalJson({ v: 1, purpose, dataset, plugin, categories, facts });
}
