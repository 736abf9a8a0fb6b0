import type { Diagnostic } from '../../documents/index.js';

/** The levels of a rule; what the loader refuses stays an error whatever is set. */
export const LEVELS = ['error', 'warn', 'off'] as const;
export type Level = (typeof LEVELS)[number];

/** What a finding is about, and what a suppression names it by. */
export type Subject = 'policy' | 'waiver' | 'dataset' | 'purpose' | 'settings';

/** One problem of one file, found by a rule or by the loader. `code` is the loader's, or the rule's in capitals. */
export interface Finding extends Diagnostic {
  /** The name of the rule; its page is docs/lint/<rule>.md. */
  readonly rule: string;
  readonly level: 'error' | 'warn';
  readonly subject: { readonly kind: Subject; readonly name: string };
  /** A part of the subject that a suppression can name: a column of a dataset. */
  readonly part?: string;
}

/** A rule that could not be assessed, and why. */
export interface NotAssessed {
  readonly rule: string;
  /** The policy; absent where the rule as a whole was not assessed. */
  readonly policy?: string;
  readonly why: string;
}

/** A finding that a suppression answered, with the reason that was given. */
export interface Suppressed {
  readonly finding: Finding;
  readonly reason: string;
}

/** Everything that one lint has to say, sorted by place. */
export interface LintReport {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notAssessed: readonly NotAssessed[];
}
