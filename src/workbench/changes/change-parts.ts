import type { Parts } from '../../run/index.js';

/** The parts of an engine that changes of policies work on. */
export type ChangeParts = Pick<Parts, 'settings' | 'registers' | 'changes' | 'waivers' | 'log' | 'actor' | 'now'>;

/** Who decides about policies: by alias, and in which role. */
export interface Decider {
  readonly by: string;
  readonly role: string;
}

const turns = new WeakMap<object, Promise<unknown>>();

/** Lets works on the same records follow one another: what one has checked stays true until it has written. */
export function inTurn<T>(records: object, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(records) ?? Promise.resolve()).then(work, work);
  turns.set(
    records,
    turn.catch(() => undefined),
  );
  return turn;
}
