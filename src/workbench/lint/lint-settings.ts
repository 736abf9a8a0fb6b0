import { existsSync, readFileSync } from 'node:fs';
import {
  checkSchema,
  type Diagnostic,
  DocumentError,
  type DocumentPath,
  nearestWord,
  readYaml,
  type YamlDocument,
} from '../../documents/index.js';
import type { Level, Subject } from './finding.js';
import { LINT_ERRORS, type LintErrorCode, lintError } from './lint.errors.js';
import type { LintRule } from './lint-rule.js';
import { type LintSettingsFile, LintSettingsSchema, type SuppressionEntry } from './lint-settings.schema.js';

/** One suppression that can be used, with its place. */
export interface Suppression {
  readonly rule: string;
  readonly subject: { readonly kind: Subject; readonly name: string };
  readonly part: string | undefined;
  readonly reason: string;
  readonly document: YamlDocument;
  readonly path: DocumentPath;
}

export interface LintSettings {
  readonly levels: ReadonlyMap<string, Level>;
  readonly suppressions: readonly Suppression[];
  /** The address that the page of a rule is found below. */
  readonly pages: string;
  readonly mistakes: readonly Diagnostic[];
}

const PAGES = 'urn:probity:docs:lint:';
const SUBJECTS = ['policy', 'waiver', 'dataset', 'purpose'] as const;

/**
 * Reads lint settings; mistakes are collected, and what is right still counts. `required` throws LINT_SETTINGS_MISSING
 * where the file is not there; otherwise the defaults hold.
 */
export function loadLintSettings(file: string, rules: readonly LintRule[], required = false): LintSettings {
  if (existsSync(file)) return lintSettingsOf(file, readFileSync(file, 'utf8'), rules);
  if (!required) return { levels: new Map(), suppressions: [], pages: PAGES, mistakes: [] };
  const parts = { found: 'no file that can be read', where: file, next: 'Name a file that is there.' };
  throw lintError('LINT_SETTINGS_MISSING', parts);
}

/** The same from a text. */
export function lintSettingsOf(file: string, text: string, rules: readonly LintRule[]): LintSettings {
  const document = documentOf(file, text);
  if (Array.isArray(document)) return { levels: new Map(), suppressions: [], pages: PAGES, mistakes: document };
  const ofSchema = checkSchema(document, LintSettingsSchema);
  const value = (isMapping(document.value) ? document.value : {}) as Partial<LintSettingsFile>;
  const whole = ofSchema.length === 0;
  const entries = Array.isArray(value.suppressions) ? value.suppressions : [];
  const found = entries.map((entry, at) => suppressionOf(document, entry, { at, rules }));
  return {
    levels: new Map(whole ? Object.entries(value.levels ?? {}) : []),
    suppressions: found.flatMap(({ suppression }) => (suppression ? [suppression] : [])),
    pages: whole && value.pages ? value.pages : PAGES,
    mistakes: [...ofSchema, ...levelMistakes(document, value, rules), ...found.flatMap(({ mistakes }) => mistakes)],
  };
}

function documentOf(file: string, text: string): YamlDocument | Diagnostic[] {
  try {
    return readYaml(file, text);
  } catch (error) {
    if (error instanceof DocumentError) return [...error.diagnostics];
    throw error;
  }
}

function levelMistakes(document: YamlDocument, { levels }: Partial<LintSettingsFile>, rules: readonly LintRule[]) {
  if (!isMapping(levels)) return [];
  return Object.keys(levels).flatMap((name): readonly Diagnostic[] => {
    const rule = rules.find((one) => one.name === name);
    if (!rule) return [unknownRule(document, ['levels', name], { name, rules, at: 'key' })];
    if (rule.find || !rule.surfaces) return [];
    return [mistake(document, ['levels', name], 'LINT_LEVEL_FIXED', `a level for '${name}'`)];
  });
}

interface Known {
  readonly at: number;
  readonly rules: readonly LintRule[];
}

function suppressionOf(
  document: YamlDocument,
  entry: unknown,
  { at, rules }: Known,
): { readonly suppression?: Suppression; readonly mistakes: readonly Diagnostic[] } {
  const path = ['suppressions', at];
  if (!isMapping(entry)) return { mistakes: [] };
  const { rule, part, reason } = entry as Partial<SuppressionEntry>;
  const [kind, ...more] = SUBJECTS.filter((word) => typeof entry[word] === 'string');
  const known = rules.some(({ name }) => name === rule);
  const mistakes = [
    ...(known || typeof rule !== 'string'
      ? []
      : [unknownRule(document, [...path, 'rule'], { name: rule, rules, at: 'value' })]),
    ...(kind && more.length === 0 ? [] : [mistake(document, path, 'LINT_SUBJECT', subjectsOf(entry))]),
  ];
  if (mistakes.length > 0 || !kind || typeof rule !== 'string' || typeof reason !== 'string' || !reason.trim()) {
    return { mistakes };
  }
  const subject = { kind, name: String(entry[kind]) };
  return { mistakes, suppression: { rule, subject, part, reason: reason.trim(), document, path } };
}

function subjectsOf(entry: Readonly<Record<string, unknown>>): string {
  const named = SUBJECTS.filter((word) => Object.hasOwn(entry, word));
  return named.length === 0 ? 'no subject' : named.join(' and ');
}

interface Word {
  readonly name: string;
  readonly rules: readonly LintRule[];
  readonly at: 'key' | 'value';
}

function unknownRule(document: YamlDocument, path: DocumentPath, { name, rules, at }: Word): Diagnostic {
  const nearest = nearestWord(
    name,
    rules.map((rule) => rule.name),
  );
  const found = `'${name.slice(0, 80)}'`;
  const expected = 'the name of a lint rule, as docs/lint/README.md lists them';
  return document.diagnostic(path, { code: 'LINT_UNKNOWN_RULE', found, expected, nearest }, at);
}

const EXPECTED = {
  LINT_LEVEL_FIXED: 'none: what the loader refuses stays an error',
  LINT_SUBJECT: `exactly one of ${SUBJECTS.join(', ')}`,
} as const satisfies Partial<Record<LintErrorCode, string>>;

function mistake(document: YamlDocument, path: DocumentPath, code: keyof typeof EXPECTED, found: string): Diagnostic {
  const at = code === 'LINT_LEVEL_FIXED' ? 'key' : 'value';
  return document.diagnostic(path, { code, found, expected: EXPECTED[code] }, at);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a code that these settings are refused with. */
export function isLintCode(code: string): boolean {
  return Object.hasOwn(LINT_ERRORS, code);
}
