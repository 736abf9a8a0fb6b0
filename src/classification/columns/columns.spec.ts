import fc from 'fast-check';
import type { SurveyedColumn } from '../../engines/index.js';
import { type ColumnFinding, judgeColumn } from './index.js';

const SPECIAL = ['user.health_and_medical', 'user.demographic.race_ethnicity'];

/** A column whose values each stand in one row, all of them looked at. */
function column(name: string, texts: readonly string[], type: SurveyedColumn['type'] = 'text'): SurveyedColumn {
  const values = texts.map((text) => ({ text, rows: 1 }));
  const strata = texts.length === 0 ? [] : [{ rows: texts.length, values }];
  return { name, type, filled: texts.length, distinct: new Set(texts).size, strata };
}

function judged(name: string, texts: readonly string[], type?: SurveyedColumn['type']): ColumnFinding {
  return judgeColumn(column(name, texts, type), texts.length, SPECIAL);
}

const many = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at));
const mails = (count: number) => many(count, (at) => `p${at}@example.org`);
const cards = ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117', '3530111333300000'];

describe('judgeColumn', () => {
  it.each([
    ['c1', mails(20), 'user.contact.email', 'certain', 'direct-identifier'],
    ['mail', mails(20), 'user.contact.email', 'certain', 'direct-identifier'],
    ['c1', cards, 'user.financial.credit_card', 'certain', 'direct-identifier'],
    ['surname', ['Miller', 'Olsen', "O'Neil"], 'user.name.last', 'likely', 'direct-identifier'],
    ['surname', ['17', '18', '19'], 'user.name.last', 'unsure', 'direct-identifier'],
    ['age', ['17', '18', '90'], 'user.demographic.age_range', 'likely', 'quasi-identifier'],
    ['age', ['1700', '18', '90'], 'user.demographic.age_range', 'unsure', 'quasi-identifier'],
    ['bloodType', ['A+', 'O-', 'AB+'], 'user.health_and_medical', 'certain', 'special-category'],
    ['c1', ['red', 'green'], undefined, 'nothing', 'none'],
    ['phone', ['030 23125 555', '030 23125 556'], 'user.contact.phone_number', 'likely', 'direct-identifier'],
    ['c1', ['030 23125 555', '030 23125 556'], undefined, 'nothing', 'none'],
    [
      'device_id',
      many(9, (at) => `9f1c3b1e-7f6a-4c0e-9a51-0242ac13000${at}`),
      'user.device.device_id',
      'certain',
      'direct-identifier',
    ],
    ['comment', ['it went well', 'it did not'], 'user.content.private', 'likely', 'personal'],
  ])('takes %s for what it holds', (name, texts, category, certainty, severity) => {
    expect(judged(name, texts)).toMatchObject({
      categories: category === undefined ? [] : [category],
      certainty,
      severity,
    });
  });

  it('lets values that prove something win over a name, and says where they disagree', () => {
    expect(judged('city', mails(20))).toMatchObject({ categories: ['user.contact.email'], certainty: 'certain' });
    const found = judged(
      'city',
      many(20, (at) => ['Berlin', 'Female', 'Male', 'Women'][at % 4] as string),
    );
    expect(found).toMatchObject({ categories: ['user.demographic.gender'], certainty: 'unsure' });
  });

  it('takes one direct identifier among thousands for a taint, and gives its prevalence', () => {
    const found = judged('remark', [...many(4_999, (at) => `number ${at}`), 'write to me at p@example.org']);
    expect(found).toMatchObject({
      categories: ['user.contact.email'],
      certainty: 'unsure',
      severity: 'direct-identifier',
      roles: ['identifier'],
    });
    const [mail] = found.evidence;
    expect(mail).toMatchObject({ kind: 'values', detector: 'email', where: 'inside', prevalence: 1 / 5_000 });
    expect(found.because).toContain('<0.1 %');
  });

  it('takes a number that stands once in fifty rows, too', () => {
    expect(judged('c1', ['219-09-9998', ...many(49, (at) => `x${at}`)])).toMatchObject({
      categories: ['user.government_id.national_identification_number'],
      severity: 'direct-identifier',
    });
  });

  it('does not take digits for cards of which as many pass as chance lets', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(fc.array(digits, { minLength: 100, maxLength: 150 }), (rows) => {
        const found = judged(
          'orderReference',
          rows.map((row) => `4${row.join('')}`),
        );
        return !found.categories.includes('user.financial.credit_card');
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('takes bare digits for a national number where nearly all of many pass its check', () => {
    const valid = many(2_000, (at) => String(111_222_333 + at)).filter(
      (text) => [...text].reduce((sum, digit, at) => sum + Number(digit) * (at === 8 ? -1 : 9 - at), 0) % 11 === 0,
    );
    expect(judged('c1', valid, 'integer')).toMatchObject({
      categories: ['user.government_id.national_identification_number'],
      certainty: 'certain',
    });
    expect(
      judged(
        'c1',
        many(2_000, (at) => String(111_222_333 + at)),
        'integer',
      ),
    ).toMatchObject({ categories: [], certainty: 'nothing' });
  });

  it('is the same for any order of values', () => {
    const texts = [...mails(6), 'x', 'y', '192.0.2.17'];
    const one = judged('contact', texts);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(texts, { minLength: texts.length }),
        (order) => judged('contact', order).digest === one.digest,
      ),
    );
  });

  it('is surer, never less sure, where the same values stand in more rows', () => {
    const values = [...mails(6), 'x', 'y', 'z'].map((text) => ({ text, rows: 9 }));
    const often = judgeColumn(
      { ...column('c1', []), filled: 81, distinct: 9, strata: [{ rows: 81, values }] },
      81,
      SPECIAL,
    );
    expect([judged('c1', [...mails(6), 'x', 'y', 'z']).certainty, often.certainty]).toEqual(['unsure', 'likely']);
  });

  it('weighs a stratum by its rows, not by how many of its values were looked at', () => {
    const strata: SurveyedColumn['strata'] = [
      {
        rows: 9_000,
        values: [
          { text: 'p@example.org', rows: 1 },
          { text: 'q@example.org', rows: 1 },
        ],
      },
      { rows: 1_000, values: many(500, (at) => `n${at}`).map((text) => ({ text, rows: 1 })) },
    ];
    const found = judgeColumn({ name: 'c1', type: 'text', filled: 10_000, distinct: 9_500, strata }, 10_000, SPECIAL);
    expect(found).toMatchObject({ categories: ['user.contact.email'], certainty: 'certain', looked: 502 / 10_000 });
    expect(found.evidence[0]).toMatchObject({ prevalence: 0.9 });
  });

  it('says nothing of an empty column', () => {
    expect(judged('c1', [])).toMatchObject({ certainty: 'nothing', because: 'No row has a value.', looked: 1 });
    expect(judged('email', [])).toMatchObject({ certainty: 'unsure', because: 'No row has a value.' });
  });

  it('puts no value into what it says', () => {
    const texts = ['canary@example.org', '4111111111111111', 'Canaryville', '219-09-9998', '+44 20 7946 0958'];
    for (const name of ['note', 'city', 'email', 'c1']) {
      const said = JSON.stringify(judged(name, texts));
      for (const text of texts) expect(said).not.toContain(text);
    }
  });
});
