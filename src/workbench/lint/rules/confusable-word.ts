import type { DocumentPath, YamlDocument } from '../../../documents/index.js';
import type { AuthoredCondition } from '../../../registers/policies/index.js';
import { findingAt, type LintRule, type RuleFinding } from '../lint-rule.js';
import type { LintedPolicy, LintedWaiver } from '../lint-world.js';

export const confusableWord: LintRule = {
  name: 'confusable-word',
  level: 'error',
  title: 'A word has invisible characters, or letters of one script that look like those of another.',
  why: 'A reader takes it for a word that it is not: a test of such a column, place or owner holds for nobody, and nobody sees it.',
  find: ({ policies, waivers }) => [...policies.flatMap(inPolicy), ...waivers.flatMap(inWaiver)],
};

function inPolicy({ rule, policy, document }: LintedPolicy): readonly RuleFinding[] {
  const { when, scope } = policy.spec;
  const traits = policy.kind === 'BiasPolicy' ? policy.spec.traits : undefined;
  return [
    ...told(document, ['metadata', 'owner'], { kind: 'policy', name: rule.id, word: policy.metadata.owner }),
    ...[
      ...listed(['spec', 'scope', 'jurisdictions'], scope?.jurisdictions),
      ...listed(['spec', 'traits'], traits),
      ...(when ? wordsOf(when, ['spec', 'when']) : []),
    ].flatMap(({ path, word }) => told(document, path, { kind: 'policy', name: rule.id, word })),
  ];
}

function inWaiver({ waiver, document }: LintedWaiver): readonly RuleFinding[] {
  const { owner } = (document.value as { readonly metadata: { readonly owner: string } }).metadata;
  return told(document, ['metadata', 'owner'], { kind: 'waiver', name: waiver.id, word: owner });
}

interface PlacedWord {
  readonly path: DocumentPath;
  readonly word: string;
}

function listed(path: DocumentPath, words: readonly string[] = []): readonly PlacedWord[] {
  return words.map((word, at) => ({ path: [...path, at], word }));
}

function wordsOf(node: AuthoredCondition, path: DocumentPath): readonly PlacedWord[] {
  if ('not' in node) return wordsOf(node.not, [...path, 'not']);
  if ('all' in node) return node.all.flatMap((part, at) => wordsOf(part, [...path, 'all', at]));
  if ('any' in node) return node.any.flatMap((part, at) => wordsOf(part, [...path, 'any', at]));
  return Object.entries(node)
    .filter(([key]) => key !== 'fact')
    .flatMap(([key, operand]): readonly PlacedWord[] => {
      if (typeof operand === 'string') return [{ path: [...path, key], word: operand }];
      return Array.isArray(operand) ? listed([...path, key], operand.filter(isText)) : [];
    });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function told(
  document: YamlDocument,
  path: DocumentPath,
  { word, ...subject }: { readonly kind: 'policy' | 'waiver'; readonly name: string; readonly word: string },
): readonly RuleFinding[] {
  const found = confusionOf(word);
  if (!found) return [];
  return [findingAt(document, path, { ...subject, found, expected: 'a word of visible letters of one script' })];
}

/** Characters that take no room, and so part words that look alike. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'] as const;
const LETTERS = SCRIPTS.map((script) => ({ script, letters: new RegExp(`\\p{Script=${script}}`, 'u') }));
/** Letters of other scripts that look like Latin ones. */
const LIKE_LATIN = /^[АВЕЅІЈКМНОРСТУХаеіјорсухѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ\d\P{L}]+$/u;

// Full-width forms are letters of the Latin script, and look like them.
function confusionOf(text: string): string | undefined {
  const hidden = INVISIBLE.exec(text);
  if (hidden) return `the invisible character ${codePoint(hidden[0])}`;
  if (text.normalize('NFKC') !== text.normalize('NFC')) return 'a letter in another form than the common one';
  const words = text.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');
  const mixed = words.find((word) => LETTERS.filter(({ letters }) => letters.test(word)).length > 1);
  if (mixed) return `letters of ${scriptsIn(mixed)} in one word`;
  const alike = words.find((word) => !/\p{Script=Latin}/u.test(word) && LIKE_LATIN.test(word));
  return alike && `letters of ${scriptsIn(alike)} that all look like Latin ones`;
}

function scriptsIn(word: string): string {
  return LETTERS.filter(({ letters }) => letters.test(word))
    .map(({ script }) => script)
    .join(' and ');
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
}
