import type { Diagnostic, DocumentPath, YamlDocument } from '../../documents/index.js';
import type { Finding, NotAssessed, Subject } from './finding.js';
import type { LintWorld } from './lint-world.js';

/** What a rule has found; its name, level and code are added where it is reported. */
export type RuleFinding = Omit<Finding, 'rule' | 'level' | 'code'>;

/** One rule of the lint: one file in rules/ and one page in docs/lint/. */
export interface LintRule {
  /** Kebab-case; the file and the page are called so. */
  readonly name: string;
  /** Unless lint.yaml says otherwise. */
  readonly level: 'error' | 'warn';
  /** Where only some folders are looked at, what is missing may lie in the others: the rule then stays open. */
  readonly needs?: 'every policy';
  /** What it finds, in one sentence. */
  readonly title: string;
  /** Why that matters, in one or two sentences. */
  readonly why: string;
  /** What the rule itself finds; absent where the loader or the lint's own settings find it. */
  readonly find?: (world: LintWorld) => readonly RuleFinding[];
  /** True for a mistake of the loader that is shown under this rule; such a finding is an error, whatever the level. */
  readonly surfaces?: (mistake: Diagnostic) => boolean;
  /** What could not be assessed, and why. */
  readonly open?: (world: LintWorld) => readonly Omit<NotAssessed, 'rule'>[];
}

/** A finding at a place of a document. */
export function findingAt(
  document: YamlDocument,
  path: DocumentPath,
  said: {
    readonly kind: Subject;
    readonly name: string;
    readonly found: string;
    readonly expected: string;
    readonly part?: string;
  },
): RuleFinding {
  const { kind, name, found, expected, part } = said;
  const { code: _code, ...placed } = document.diagnostic(path, { code: '', found, expected });
  return { ...placed, subject: { kind, name }, ...(part === undefined ? {} : { part }) };
}
