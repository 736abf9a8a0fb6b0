import type { YamlDocument } from '../../documents/index.js';
import type { Column, Dataset } from '../../registers/datasets/index.js';
import type { LegalProfileRegister } from '../../registers/legal-profiles/index.js';
import type { Policy, PolicyRegisters, Rule, RuleWaiver } from '../../registers/policies/index.js';
import type { ConditionQuestions } from './condition-questions.js';
import type { PairLooks } from './pair-looks.js';

/** A policy that loads, with what its author wrote. */
export interface LintedPolicy {
  readonly rule: Rule;
  readonly policy: Policy;
  readonly document: YamlDocument;
}

export interface LintedWaiver {
  readonly waiver: RuleWaiver;
  /** When it begins, milliseconds since 1970. */
  readonly from: number;
  readonly document: YamlDocument;
}

/** A column of a dataset, with its place in the file. */
export interface LintedColumn extends Omit<Column, 'description'> {
  readonly path: readonly (string | number)[];
}

export interface LintedDataset {
  readonly name: string;
  readonly dataset: Dataset;
  readonly columns: readonly LintedColumn[];
  readonly document: YamlDocument;
}

export interface LintedPurpose {
  readonly name: string;
  readonly document: YamlDocument;
}

/** Everything that rules look at; a file with mistakes is not among it. */
export interface LintWorld {
  readonly policies: readonly LintedPolicy[];
  readonly waivers: readonly LintedWaiver[];
  readonly datasets: readonly LintedDataset[];
  readonly purposes: readonly LintedPurpose[];
  readonly registers: PolicyRegisters;
  readonly legalProfiles: LegalProfileRegister;
  readonly conditions: ConditionQuestions;
  readonly pairs: PairLooks;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How often each waiver was used; null where nobody counted. */
  readonly waiverUses: ReadonlyMap<string, number> | null;
}
