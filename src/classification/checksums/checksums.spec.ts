import fc from 'fast-check';
import { isDay, isIban, mod97, mod1110, passesLuhn, passesVerhoeff, weighted } from './index.js';

const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 18 }).map((list) => list.join(''));

/** Digits with the one check digit that passes. */
function completed(text: string, passes: (digits: string) => boolean): string {
  return [...'0123456789'].map((digit) => text + digit).find(passes) as string;
}

describe.each([
  ['Luhn', passesLuhn],
  ['Verhoeff', passesVerhoeff],
])('%s', (_name, passes) => {
  it('has one check digit for any digits', () => {
    fc.assert(fc.property(digits, (text) => [...'0123456789'].filter((one) => passes(text + one)).length === 1));
  });

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, place, by) => {
        const whole = completed(text, passes);
        const at = place % whole.length;
        return !passes(whole.slice(0, at) + ((Number(whole[at]) + by) % 10) + whole.slice(at + 1));
      }),
    );
  });
});

describe('check digits', () => {
  it('pass the published examples', () => {
    expect(passesLuhn('79927398713')).toBe(true);
    expect(passesVerhoeff('2363')).toBe(true);
    expect(mod97('3214282912345698765432161182')).toBe(1);
    expect(mod1110('0794')).toBe(5);
    expect(weighted('943476591', [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11).toBe(2);
  });

  it('of Verhoeff notice two neighbours that changed places, which Luhn does not for 0 and 9', () => {
    expect(passesLuhn('18') && passesLuhn('909') === passesLuhn('099')).toBe(true);
    fc.assert(
      fc.property(digits, fc.nat(), (text, place) => {
        const whole = completed(text, passesVerhoeff);
        const at = place % (whole.length - 1);
        const [first, second] = [whole[at] as string, whole[at + 1] as string];
        return first === second || !passesVerhoeff(whole.slice(0, at) + second + first + whole.slice(at + 2));
      }),
    );
  });
});

describe('an international bank account number', () => {
  it.each(['GB82WEST12345698765432', 'gb82west12345698765432', 'NO9386011117947', 'MT84MALT011000012345MTLCAST001S'])(
    '%s is one',
    (text) => {
      expect(isIban(text)).toBe(true);
    },
  );

  it.each([
    ['a wrong check digit', 'GB83WEST12345698765432'],
    ['the length of another country', 'NO82WEST12345698765432'],
    ['a country that has none', 'US64SVBKUS6S3300958879'],
  ])('with %s is none', (_why, text) => {
    expect(isIban(text)).toBe(false);
  });
});

it('knows the days of the months', () => {
  expect([isDay(2, 29), isDay(2, 30), isDay(13, 1), isDay(0, 1), isDay(4, 31), isDay(12, 31)]).toEqual([
    true,
    false,
    false,
    false,
    false,
    true,
  ]);
});
