import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Permit } from '../../src/stages/decision/index.js';
import { limitsOf } from '../../src/stages/decision/limits.js';
import { privacyFindings } from '../../src/stages/gates/privacy-findings.js';
import { classFigures } from '../../src/stages/privacy/assess-privacy.js';
import { en } from '../../src/stages/release/index.js';
import { DATA, describeWith } from '../data-sets.js';

const here = describeWith('pycanon-anonymity');
const QUASI = ['age', 'education', 'occupation', 'relationship', 'sex', 'native-country'];

/** Adult census rows that a tool made k-anonymous, with the income as the segment. */
function counted(file: string) {
  const [head = '', ...lines] = readFileSync(join(DATA, 'pycanon-anonymity', file), 'utf8')
    .trim()
    .split(/\r?\n/);
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quoted, plain]) => (quoted ?? plain ?? '').trim());
  const names = cells(head);
  const segments = ['<=50K', '>50K'];
  const classes = new Map<string, number[]>();
  for (const line of lines) {
    const row = new Map(cells(line).map((cell, at) => [names[at], cell]));
    const key = JSON.stringify(QUASI.map((name) => row.get(name)));
    const counts = classes.get(key) ?? [0, 0];
    const at = segments.indexOf(row.get('salary-class') as string);
    counts[at] = (counts[at] as number) + 1;
    classes.set(key, counts);
  }
  const words = QUASI.map(() => new Map<string, number>());
  const codeOf = (word: string, at: number) => {
    const known = words[at] as Map<string, number>;
    if (!known.has(word)) known.set(word, known.size);
    return known.get(word) as number;
  };
  const keys = [...classes.keys()].map((key) => (JSON.parse(key) as string[]).map(codeOf));
  return { quasiIdentifiers: QUASI, segments, released: 2, classes: [...classes.values()], keys, suppressed: 0 };
}

function gate(file: string, obligations: Permit['obligations']) {
  const limits = limitsOf(obligations);
  const figures = classFigures(counted(file), limits);
  const permit = { limits, obligations } as unknown as Permit;
  return privacyFindings(permit, { quasiIdentifiers: QUASI, ...figures, recoded: null, earlier: [], uncompared: [] });
}

here('a table that is k-anonymous', () => {
  it.each([
    ['adult_anonymized_3.csv', 3],
    ['adult_anonymized_10.csv', 10],
    ['adult_anonymized_20.csv', 20],
  ])('does not pass for that alone: %s has k = %d and l = 1', (file, k) => {
    const asked = [{ id: 'kMin', value: k }];
    const [finding, ...more] = gate(file, asked);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: 'K_IS_NOT_ENOUGH', consequence: 'hold', found: k, limit: k });
    const sentence = en.findings.K_IS_NOT_ENOUGH(finding as NonNullable<typeof finding>);
    expect(sentence).toContain(`has ${k} or more`);
    expect(sentence).toContain('everybody of some group is in one and the same segment (l = 1)');
    expect(gate(file, [...asked, { id: 'lMin', value: 2 }])).toMatchObject([
      { code: 'HOMOGENEOUS_CLASSES', consequence: 'withhold', found: 1, limit: 2 },
    ]);
    expect(gate(file, [...asked, { id: 'alphaMax', value: 0.9 }])).toMatchObject([
      { code: 'SEGMENT_SHARE_ABOVE_LIMIT', found: 1 },
    ]);
    expect(gate(file, [...asked, { id: 'recursiveCMax:2', value: 100 }])).toMatchObject([
      { code: 'RECURSIVE_L_BROKEN', limit: 100 },
    ]);
  });

  it('passes where a policy names what it accepts', () => {
    expect(
      gate('adult_anonymized_10.csv', [
        { id: 'kMin', value: 10 },
        { id: 'lMin', value: 1 },
      ]),
    ).toEqual([]);
  });
});
