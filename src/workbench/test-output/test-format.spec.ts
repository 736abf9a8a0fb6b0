import fc from 'fast-check';
import { parse } from 'yaml';
import type { CaseResult, PolicyTest } from '../policy-test.js';
import { formatTest, TEST_FORMATS, testFormatOf } from './index.js';

const RESULTS: readonly CaseResult[] = [
  { policy: 'first-policy', case: 'a customer who agreed stays', kind: 'passed', notes: [] },
  { policy: 'first-policy', case: 'a refusal means no', kind: 'failed', notes: ['kernel: expected denial', 'row 1'] },
  { policy: 'second-policy', case: 'waits for the ruling', kind: 'skipped', notes: ['issue #7'] },
];
const TEST = testOf(RESULTS, ['third-policy']);

describe('formatTest', () => {
  it('writes JUnit XML', () => {
    expect(formatTest(TEST, 'junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="probity policy test" tests="4" failures="1" errors="0" skipped="2">
  <testsuite name="first-policy" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="first-policy" name="a customer who agreed stays"/>
    <testcase classname="first-policy" name="a refusal means no"><failure message="kernel: expected denial">kernel: expected denial&#10;row 1</failure></testcase>
  </testsuite>
  <testsuite name="second-policy" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="second-policy" name="waits for the ruling"><skipped message="issue #7"/></testcase>
  </testsuite>
  <testsuite name="third-policy" tests="1" failures="0" errors="0" skipped="1">
    <testcase classname="third-policy" name="has cases"><skipped message="no cases.yaml lies beside the policy"/></testcase>
  </testsuite>
</testsuites>
`);
  });

  it('writes TAP 14', () => {
    expect(formatTest(TEST, 'tap')).toBe(`TAP version 14
1..4
ok 1 - first-policy: a customer who agreed stays
not ok 2 - first-policy: a refusal means no
  ---
  notes:
    - "kernel: expected denial"
    - "row 1"
  ...
ok 3 - second-policy: waits for the ruling # SKIP issue \\#7
ok 4 - third-policy # SKIP no cases
`);
  });

  it('writes JSON that reads as the results, and text for people', () => {
    expect(JSON.parse(formatTest(TEST, 'json'))).toEqual(TEST);
    expect(formatTest(TEST, 'pretty')).toContain('1 passed, 1 failed, 1 skipped');
  });

  it('writes XML that reads back as what was said, whatever the sentences and notes hold', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const document = elementsOf(formatTest(test, 'junit'));
        const cases = document.filter(({ name }) => name === 'testcase');
        expect(cases.map(({ attributes }) => attributes['name'])).toEqual(test.results.map((one) => asXml(one.case)));
        const suites = document.filter(({ name }) => name === 'testsuite');
        const sum = (count: string) => suites.reduce((total, suite) => total + Number(suite.attributes[count]), 0);
        expect([sum('tests'), sum('failures'), sum('skipped')]).toEqual([
          test.results.length,
          test.failed,
          test.skipped,
        ]);
        const failures = document.filter(({ name }) => name === 'failure').map(({ text }) => text);
        expect(failures).toEqual(
          test.results.filter(({ kind }) => kind === 'failed').map(({ notes }) => asXml(notes.join('\n'))),
        );
      }),
    );
  });

  it('writes TAP whose points and notes read back, whatever the sentences and notes hold', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const [version, plan, ...lines] = formatTest(test, 'tap').split('\n');
        expect([version, plan]).toEqual(['TAP version 14', `1..${test.results.length}`]);
        const points = lines.filter((line) => /^(not )?ok /.test(line));
        const directive = / (?<!\\)# SKIP /;
        expect(points.map((line) => [line.startsWith('ok'), directive.test(line)])).toEqual(
          test.results.map(({ kind }) => [kind !== 'failed', kind === 'skipped']),
        );
        expect(points.map((line, at) => line.includes(`ok ${at + 1} - `))).not.toContain(false);
        const strays = lines.filter((line) => line !== '' && !/^((not )?ok | {2})/.test(line));
        expect(strays).toEqual([]);
        const blocks = [...lines.join('\n').matchAll(/^ {2}---\n(.*?)^ {2}\.\.\.$/gms)];
        const said = test.results.filter(({ kind, notes }) => kind === 'failed' && notes.length > 0);
        expect(blocks.map(([, block]) => parse(block as string).notes)).toEqual(
          said.map(({ notes }) => notes.map((note) => note.replace(/[\u2028\u2029]/g, ' '))),
        );
      }),
    );
  });
});

describe('testFormatOf', () => {
  it('knows the formats', () => expect(TEST_FORMATS.map(testFormatOf)).toEqual(['pretty', 'junit', 'tap', 'json']));

  it('names the nearest one', () => {
    expect(() => testFormatOf('junti')).toThrow(
      expect.objectContaining({ code: 'TEST_FORMAT', message: expect.stringContaining('Did you mean junit?') }),
    );
  });
});

function testOf(results: readonly CaseResult[], untested: readonly string[]): PolicyTest {
  const count = (kind: string) => results.filter((one) => one.kind === kind).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), results, untested };
}

const sentence = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a # b', '\\#', ']]>', '<![CDATA[', 'a\n  ...\nok 2', '"&<', '\u0000', '\ud800', '# TODO later'),
);
const tests = fc
  .array(
    fc.record({
      policy: fc.constantFrom('a', 'b'),
      case: sentence,
      kind: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const),
      notes: fc.array(sentence, { minLength: 1, maxLength: 3 }),
    }),
  )
  .map((results) =>
    results
      .sort((a, b) => (a.policy < b.policy ? -1 : a.policy > b.policy ? 1 : 0))
      .map((one) => ({ ...one, notes: one.kind === 'passed' ? [] : one.notes })),
  )
  .map((results) => testOf(results, []));

function asXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot write.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Reads XML without comments, sections or mixed content; throws where it is not well formed. */
function elementsOf(xml: string): readonly Element[] {
  const found: Element[] = [];
  const open: { name: string; at: number }[] = [];
  let rest = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\s*/, '');
  while (rest !== '') {
    const token = /^(?:<\/(\w+)>|<(\w+)((?: \w+="[^"<]*")*)(\/)?>|([^<>]+))/u.exec(rest);
    if (!token) throw new Error(`not well formed at: ${rest.slice(0, 40)}`);
    const [whole, close, name, attributes = '', empty, text] = token;
    rest = rest.slice(whole.length);
    if (close !== undefined && open.pop()?.name !== close) throw new Error(`unexpected </${close}>`);
    if (name !== undefined) {
      const pairs = [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value ?? '')]);
      found.push({ name, attributes: Object.fromEntries(pairs), text: '' });
      if (!empty) open.push({ name, at: found.length - 1 });
    }
    const inside = open.at(-1);
    if (text !== undefined && text.trim() !== '' && inside) {
      found[inside.at] = { ...(found[inside.at] as Element), text: unescaped(text) };
    }
  }
  if (open.length > 0) throw new Error('an element is not closed');
  return found;
}

function unescaped(text: string): string {
  if (/&(?!(amp|lt|gt|quot|#10|#13|#9);)/.test(text)) throw new Error('an entity that nobody declared');
  const words = { amp: '&', lt: '<', gt: '>', quot: '"', '#10': '\n', '#13': '\r', '#9': '\t' };
  return text.replace(/&([^;]+);/g, (_whole, word: keyof typeof words) => words[word]);
}
