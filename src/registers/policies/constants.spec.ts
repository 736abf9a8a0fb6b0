import { evaluate, type Facts, fold } from '../../conditions/index.js';
import { DocumentError } from '../../documents/index.js';
import { exampleRegisters, type PolicyFile, policySetOf } from './index.js';

const TURN = Date.UTC(2026, 6, 21);

/** A policy whose spec begins on line 10; a `when` on line 11 begins at column 9. */
function policy(kind: string, spec: string, effective = '{ from: 2026-01-01 }'): PolicyFile {
  const text = `apiVersion: probity/v1
kind: ${kind}
metadata:
  name: example
  title: An example
  owner: privacy-office
  effective: ${effective}
  mode: enforce
spec:
${spec}`;
  return { file: 'example', name: 'example', text, expected: 'example', holds: 'policy' };
}

const when = (condition: string, effective?: string) =>
  policy('AccessPolicy', `  effect: prohibit\n  when: ${condition}\n`, effective);

function ruleOf(file: PolicyFile) {
  const [rule] = policySetOf([file], exampleRegisters()).rules;
  if (!rule) throw new Error('no rule');
  return rule;
}

const decides = (file: PolicyFile) => {
  const { when: condition, rows, obligations, categories } = ruleOf(file);
  return { condition, rows, obligations, categories };
};

function mistakesOf(file: PolicyFile) {
  try {
    policySetOf([file], exampleRegisters());
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return error.diagnostics.map(({ code, line, column, nearest, found, expected }) => ({
      at: `${code} ${line}:${column}`,
      nearest,
      text: `${found}; ${expected}`,
    }));
  }
  return [];
}

describe('a constant in a test', () => {
  it.each([
    ['{ fact: row.age, lt: { constant: law/adultAge } }', '{ fact: row.age, lt: 18 }'],
    [
      '{ fact: destination.country, in: { constant: law/regions.union } }',
      '{ fact: destination.country, in: [DE, FR] }',
    ],
    [
      '{ fact: columns.categories, under: { constant: law/special } }',
      '{ fact: columns.categories, under: [user.health_and_medical, user.biometric] }',
    ],
    [
      '{ fact: row.lastActivity, olderThan: { constant: law/inactiveMax } }',
      '{ fact: row.lastActivity, olderThan: 36 months }',
    ],
    ['{ fact: purpose.expires, after: { constant: law/submission } }', '{ fact: purpose.expires, after: 2028-04-01 }'],
  ])('%s decides as %s does', (constant, literal) => expect(decides(when(constant))).toEqual(decides(when(literal))));

  it('says which it was, with article, version and tests', () => {
    const { constants, leafPlaces } = ruleOf(
      when('{ all: [{ fact: row.age, lt: { constant: law/adultAge } }, { fact: row.jurisdiction, eq: EU }] }'),
    );
    const law = { name: 'law/adultAge', version: '1', article: 'Law 1', value: 18, unit: 'years' };
    expect(constants).toEqual([{ ...law, from: null, until: null, leaves: [1] }]);
    expect(leafPlaces[1]).toEqual({ file: 'example', line: 11, column: 25 });
  });

  it('leaves a policy that names none as it was', () => {
    expect(Object.keys(ruleOf(when('{ fact: row.age, lt: 18 }')))).not.toContain('constants');
  });

  it('has each value within its time, for a test of the run and for one of the row', () => {
    const run = ruleOf(when('{ fact: plugin.builtIn, eq: { constant: law/effectsTest } }')).when;
    const truth = (now: number, builtIn: boolean) => evaluate(run, { now, 'plugin.builtIn': builtIn });
    expect([truth(TURN - 1, true), truth(TURN, true)]).toEqual(['true', 'false']);
    expect([truth(TURN - 1, false), truth(TURN, false)]).toEqual(['false', 'true']);
    expect(evaluate(run, { now: TURN })).toBe('unknown');

    const { rows } = ruleOf(when('{ fact: row.age, lt: { constant: law/consentAge } }'));
    const kept = (now: number) => fold(rows[0]?.keep ?? run, { now });
    expect(kept(TURN - 1)).toEqual({ kind: 'not', of: { kind: 'leaf', fact: 'row.age', op: 'lt', value: 16 } });
    expect(kept(TURN)).toEqual({ kind: 'not', of: { kind: 'leaf', fact: 'row.age', op: 'lt', value: 13 } });
  });

  it('has one value where the policy is effective on one side of the change alone', () => {
    const age = '{ fact: row.age, lt: { constant: law/consentAge } }';
    const literal = (value: number) => `{ fact: row.age, lt: ${value} }`;
    const before = '{ from: 2026-01-01, until: 2026-07-21 }';
    const after = '{ from: 2026-07-21 }';
    expect(decides(when(age, before))).toEqual(decides(when(literal(16), before)));
    expect(decides(when(age, after))).toEqual(decides(when(literal(13), after)));
  });
});

describe('a constant in another part', () => {
  it.each([
    ['RetentionPolicy', '  rowsNotOlderThan: { constant: law/inactiveMax }\n', '  rowsNotOlderThan: 36 months\n'],
    [
      'RetentionPolicy',
      '  releaseNotLongerThan: { constant: law/inactiveMax }\n',
      '  releaseNotLongerThan: 36 months\n',
    ],
    ['DisclosurePolicy', '  kMin: { constant: law/smallest }\n', '  kMin: 10\n'],
    [
      'DisclosurePolicy',
      '  masks: [{ categories: { constant: law/special }, round: 5 }]\n',
      '  masks: [{ categories: [user.health_and_medical, user.biometric], round: 5 }]\n',
    ],
    [
      'AccessPolicy',
      '  effect: grant\n  scope: { categories: { constant: law/special } }\n',
      '  effect: grant\n  scope: { categories: [user.biometric, user.health_and_medical] }\n',
    ],
  ])('of a %s: %s', (kind, constant, literal) => {
    expect(decides(policy(kind, constant))).toEqual(decides(policy(kind, literal)));
    expect(ruleOf(policy(kind, constant)).constants).toHaveLength(1);
  });

  it('that asks something of rows has each value within its time', () => {
    const [, fresh] = ruleOf(
      policy('ConsentPolicy', '  requires: { consent: granted, notOlderThan: { constant: law/yesMax } }\n'),
    ).rows;
    const row = { 'row.consent': 'granted', 'row.consentAt': 5, 'cutoff.24 months': 4, 'cutoff.1 year': 6 };
    const kept = (now: number) =>
      evaluate(fresh?.keep ?? { kind: 'constant', truth: 'unknown' }, { ...row, now } as Facts);
    expect([kept(TURN - 1), kept(TURN)]).toEqual(['true', 'false']);
    expect(
      policySetOf([policy('RetentionPolicy', '  rowsNotOlderThan: { constant: law/yesMax }\n')], exampleRegisters())
        .durations,
    ).toEqual(['1 year', '24 months']);
  });
});

describe('a mistake about a constant', () => {
  const first = (file: PolicyFile) => {
    const [one, ...more] = mistakesOf(file);
    expect(more).toEqual([]);
    return one;
  };

  it('names the nearest constant', () => {
    expect(first(when('{ fact: row.age, lt: { constant: law/adultAgee } }'))).toMatchObject({
      at: 'UNKNOWN_CONSTANT 11:42',
      nearest: 'law/adultAge',
    });
    expect(first(when('{ fact: row.age, lt: { constant: lawe/adultAge } }'))).toMatchObject({
      nearest: 'law/adultAge',
    });
    expect(first(when('{ fact: row.age, lt: { constant: 18 } }'))).toMatchObject({ at: 'UNKNOWN_CONSTANT 11:42' });
    expect(first(when('{ fact: row.age, lt: { constant: law/adultAge, or: 3 } }'))).toMatchObject({
      at: 'UNKNOWN_KEY 11:56',
    });
    expect(first(policy('RetentionPolicy', '  rowsNotOlderThan: { constant: law/inactivMax }\n'))).toMatchObject({
      at: 'UNKNOWN_CONSTANT 10:33',
      nearest: 'law/inactiveMax',
    });
  });

  it.each([
    [
      '{ fact: row.age, lt: { constant: law/smallest } }',
      "a number of the unit 'people'; a constant that is a number of the unit 'years'",
    ],
    ['{ fact: row.age, lt: { constant: law/special } }', "a list of the unit 'data category'"],
    ['{ fact: attempts.judged, gt: { constant: law/adultAge } }', 'a number without a unit'],
    ['{ fact: destination.country, eq: { constant: law/regions.union } }', "a word of the unit 'country'"],
    ['{ fact: destination.country, in: { constant: law/special } }', "a list of the unit 'country'"],
    ['{ fact: columns.categories, under: { constant: law/regions.union } }', "of the unit 'data category'"],
    ['{ fact: plugin.builtIn, eq: { constant: law/adultAge } }', 'true or false without a unit'],
    ['{ fact: row.lastActivity, olderThan: { constant: law/adultAge } }', undefined],
    ['{ fact: row.lastActivity, olderThan: { constant: law/smallest } }', 'a number of days, weeks, months or years'],
    ['{ fact: purpose.expires, after: { constant: law/adultAge } }', "the unit 'date'"],
  ])('of type or unit: %s', (condition, text) => {
    const found = mistakesOf(when(condition));
    if (text === undefined) expect(found).toEqual([]);
    else {
      expect(found).toHaveLength(1);
      expect(found[0]?.at).toMatch(/^CONSTANT_TYPE 11:\d+$/);
      expect(found[0]?.text).toContain(text);
    }
  });

  it('about its time says when it has no value, or when it changes', () => {
    expect(first(when('{ fact: row.lastActivity, olderThan: { constant: law/ended } }'))).toMatchObject({
      at: 'CONSTANT_GAP 11:58',
      text: expect.stringContaining('no value from 2026-07-21 on'),
    });
    expect(first(when('{ fact: row.age, lt: { constant: law/adultAge } }', '{ from: 2018-01-01 }'))).toMatchObject({
      text: expect.stringContaining('no value before 2018-05-25'),
    });
    expect(
      mistakesOf(
        when(
          '{ fact: row.lastActivity, olderThan: { constant: law/ended } }',
          '{ from: 2026-01-01, until: 2026-07-21 }',
        ),
      ),
    ).toEqual([]);
    expect(first(policy('RetentionPolicy', '  releaseNotLongerThan: { constant: law/yesMax }\n'))).toMatchObject({
      at: 'CONSTANT_CHANGES 10:37',
      text: expect.stringContaining('changes on 2026-07-21; one value: end the policy on 2026-07-21'),
    });
  });

  it('is told beside the others, and what stands at its place is judged by nothing else', () => {
    const file = policy('BiasPolicy', '  ratioMin: { constant: law/none }\n  confidence: 0.95\n  correction: holms\n');
    expect(mistakesOf(file).map(({ at }) => at)).toEqual(['UNKNOWN_CONSTANT 10:25', 'UNKNOWN_VALUE 12:15']);
  });

  it('is one of depth where the times of a constant that changes find no level', () => {
    const deep = (levels: number) =>
      when(`${'{ not: '.repeat(levels)}{ fact: row.age, lt: { constant: law/consentAge } }${' }'.repeat(levels)}`);
    expect(mistakesOf(deep(5))).toEqual([]);
    expect(first(deep(6))?.at).toMatch(/^CONDITION_TOO_DEEP/);
  });

  it('is one of place where no constant can stand', () => {
    const scope = '  scope: { purposes: { use: { constant: law/special } } }\n';
    expect(first(policy('DisclosurePolicy', `${scope}  kMin: 5\n`))?.at).toBe('WRONG_TYPE 10:29');
  });
});
