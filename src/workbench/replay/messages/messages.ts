import type { Strength } from '../obligation-changes.js';
import type { NotReplayableCode, Replay, ReplayKind } from '../replay.js';

/** Every text of a replay that is made from a code, in one language. A code without a text does not compile. */
export interface ReplayMessages {
  /** BCP 47. */
  readonly language: string;
  readonly heading: (replay: Pick<Replay, 'since' | 'until' | 'decisions' | 'candidate'>) => string;
  readonly kinds: Readonly<Record<ReplayKind, string>>;
  /** The same as heads of columns, at most 15 characters. */
  readonly columns: Readonly<Record<ReplayKind, string>>;
  readonly strengths: Readonly<Record<Strength, string>>;
  readonly groups: Readonly<Record<'plugin' | 'purpose' | 'role', string>>;
  /** About facts, names or digests. */
  readonly why: Readonly<Record<NotReplayableCode, (about: readonly string[]) => string>>;
  readonly fromRecord: (decisions: number) => string;
  readonly registerChanged: (register: string, decisions: number) => string;
  readonly newWaiver: (waiver: string) => string;
  readonly changes: string;
  readonly more: (decisions: number) => string;
  readonly nothing: string;
}
