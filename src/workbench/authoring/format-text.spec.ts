import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Document, isCollection, isMap, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { canonicalJson, digestOf, packageRoot, readYaml } from '../../documents/index.js';
import { exampleRegisters, policyFiles, policySetOf } from '../../registers/policies/index.js';
import { formatText } from './index.js';

const policies = fileURLToPath(new URL('policies', packageRoot()));
const files = readdirSync(policies, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));

describe('formatText', () => {
  it.each(files)('leaves %s as it is', (name) => {
    const text = readFileSync(join(policies, name), 'utf8');
    expect(formatText(name, text)).toBe(text);
  });

  it('lays out what is written otherwise, and keeps comments, blank lines and the order of keys', () => {
    const text = `\ufeff# first\r\nspec:   {when: {fact:  'a' , in: [ x,y ]}}   # why\r\n\r\n\r\n# next\r\nkind: "Policy"\r\nlist:\r\n- 1\r\n-   2`;
    expect(formatText('a.yaml', text)).toBe(`# first
spec: { when: { fact: "a", in: [x, y] } } # why

# next
kind: "Policy"
list:
  - 1
  - 2
`);
  });

  it('opens a flow collection that does not fit on a line, and leaves an inner one that does', () => {
    const long = Array.from({ length: 9 }, (_, at) => `user.behavior.number_${at}`).join(', ');
    expect(formatText('a.yaml', `a: { short: [1, 2], long: [${long}] }\n`)).toBe(
      `a:\n  short: [1, 2]\n  long:\n${long
        .split(', ')
        .map((word) => `    - ${word}\n`)
        .join('')}`,
    );
  });

  it('refuses what cannot be read, with its place', () => {
    expect(() => formatText('a.yaml', 'a: 1\na: 2\n')).toThrow(
      expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'YAML_DUPLICATE_KEY', line: 2 })] }),
    );
  });

  it('has one form: laid out twice is laid out once; values and comments stay', () => {
    fc.assert(
      fc.property(document, (text) => {
        const once = formatText('a.yaml', text);
        expect(formatText('a.yaml', once)).toBe(once);
        expect(canonicalJson(readYaml('a.yaml', once).value)).toBe(canonicalJson(readYaml('a.yaml', text).value));
        expect(commentsOf(once)).toEqual(commentsOf(text));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps comments wherever they stand in a policy', () => {
    const texts = files.map((name) => readFileSync(join(policies, name), 'utf8'));
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.infiniteStream(fc.nat(9)), (text, choices) => {
        const commented = withComments(text, () => choices.next().value as number);
        fc.pre(readable(commented));
        const once = formatText('a.yaml', commented);
        expect(commentsOf(once)).toEqual(commentsOf(commented));
        expect(formatText('a.yaml', once)).toBe(once);
      }),
    );
  });

  it('never changes what a set of policies means, however it was laid out before', () => {
    const written = policyFiles([policies]);
    const before = meaningOf(written);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const restyled = written.map((one) => ({ ...one, text: formatText(one.file, restyle(one.text, seed)) }));
        expect(meaningOf(restyled)).toBe(before);
      }),
      { numRuns: 20 },
    );
  });
});

/** The digest of the rules and waivers as they were loaded, less the places that a layout moves. */
function meaningOf(written: ReturnType<typeof policyFiles>): string {
  const { rules, waivers, durations } = policySetOf(written, exampleRegisters());
  const placeless = [...rules, ...waivers].map((one) => ({ ...one, place: null, leafPlaces: null }));
  return digestOf({ placeless, durations });
}

/** Another layout of the same document: blocks and lines, quotes and widths by the seed. */
function restyle(text: string, seed: number): string {
  let at = seed;
  const coin = () => {
    at = (Math.imul(at, 1103515245) + 12345) | 0;
    return (at & 0x10000) !== 0;
  };
  const parsed = parseDocument(text);
  visit(parsed, (_key, node) => {
    if (isCollection(node)) node.flow = coin();
    if (isScalar(node) && typeof node.value === 'string') node.type = coin() ? Scalar.QUOTE_SINGLE : Scalar.PLAIN;
  });
  return parsed.toString({ lineWidth: coin() ? 40 : 0, indent: coin() ? 4 : 2, indentSeq: coin() });
}

const word = fc.oneof(
  fc.stringMatching(/^[a-z ,.:#'"\\{}[\]\-!*&%@`|>?]{0,30}$/),
  fc.constantFrom('yes', 'null', '1', '2026-01-01', '~', ' x', 'x ', 'a\nb\n', 'one\n\n  two', '\ttab', '- x', 'ü'),
  fc.lorem({ maxCount: 40 }),
);
const value = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-zA-Z. -]{1,12}$/), tie('tree'), { maxKeys: 4 }),
  ),
})).tree;
const STYLES: readonly Scalar.Type[] = [
  Scalar.PLAIN,
  Scalar.QUOTE_SINGLE,
  Scalar.QUOTE_DOUBLE,
  Scalar.BLOCK_LITERAL,
  Scalar.BLOCK_FOLDED,
];

/** A document of any value in any style, with comments here and there. */
const document = fc
  .tuple(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1 }), fc.infiniteStream(fc.nat(19)))
  .map(([content, choices]) => {
    const next = () => choices.next().value as number;
    const made = new Document(content);
    let comments = 0;
    visit(made, (key, node) => {
      if (isScalar(node) && key !== 'key' && typeof node.value === 'string')
        node.type = STYLES[next() % 5] as Scalar.Type;
      if (isMap(node) || isCollection(node)) node.flow = next() % 2 === 0;
      if (isScalar(node) && key === 'key' && next() === 0) node.commentBefore = ` before ${comments++}`;
      if (isScalar(node) && key === 'value' && next() === 0 && !String(node.value).includes('\n')) {
        node.comment = ` beside ${comments++}`;
      }
    });
    return made.toString({ lineWidth: next() % 2 ? 60 : 0 });
  })
  .filter(readable);

function readable(text: string): boolean {
  try {
    return readYaml('a.yaml', text) !== undefined;
  } catch {
    return false;
  }
}

/** The same document with comments between lines, behind lines and in the middle of flow collections. */
function withComments(text: string, next: () => number): string {
  let comments = 0;
  return text
    .split('\n')
    .flatMap((line) => {
      const choice = next();
      if (choice === 0) return [`${' '.repeat(next())}# before ${comments++}`, line];
      if (choice === 1 && line !== '') return [`${line} # beside ${comments++}`];
      const at = line.search(/(?<=[[{,]) /);
      if (choice === 2 && at > 0)
        return [`${line.slice(0, at)} # beside ${comments++}`, `${' '.repeat(12)}${line.slice(at)}`];
      return [line];
    })
    .join('\n');
}

function commentsOf(text: string): readonly string[] {
  return [...text.matchAll(/# (before|beside) \d+/g)].map(([comment]) => comment).sort();
}
