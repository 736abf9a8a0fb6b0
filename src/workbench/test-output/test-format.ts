import { nearestWord } from '../../documents/index.js';
import type { PolicyTest } from '../policy-test.js';
import { policyTestText } from '../policy-test-text.js';
import { testJunit } from './test-junit.js';
import { testOutputError } from './test-output.errors.js';
import { testTap } from './test-tap.js';

const FORMATS = {
  pretty: policyTestText,
  junit: testJunit,
  tap: testTap,
  json: (test: PolicyTest) => `${JSON.stringify(test, null, 2)}\n`,
} as const satisfies Record<string, (test: PolicyTest) => string>;

export type TestFormat = keyof typeof FORMATS;

/** The formats that test results can be written in. */
export const TEST_FORMATS = Object.keys(FORMATS) as readonly TestFormat[];

/** The results of a test in one of the formats. */
export function formatTest(test: PolicyTest, format: TestFormat): string {
  return FORMATS[format](test);
}

/** A word as a format. Throws TEST_FORMAT with the nearest one. */
export function testFormatOf(word: string): TestFormat {
  const format = TEST_FORMATS.find((one) => one === word);
  if (format) return format;
  const nearest = nearestWord(word, TEST_FORMATS);
  throw testOutputError('TEST_FORMAT', {
    found: `the format '${word}'`,
    expected: `one of ${TEST_FORMATS.join(', ')}`,
    next: nearest ? `Did you mean ${nearest}?` : 'Name one of them after --format.',
  });
}
