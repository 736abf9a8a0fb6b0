import fc from 'fast-check';
import { compareVersions } from './pack-order.js';

describe('compareVersions', () => {
  it('orders as semantic versioning says', () => {
    const ordered = ['0.9.9', '1.0.0-0', '1.0.0-2', '1.0.0-10', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-beta', '1.0.0'];
    const later = ['1.0.1', '1.2.0', '1.10.0', '2.0.0'];
    const all = [...ordered, ...later];
    for (const [at, left] of all.entries()) {
      for (const [against, right] of all.entries()) {
        expect([left, right, Math.sign(compareVersions(left, right))]).toEqual([left, right, Math.sign(at - against)]);
      }
    }
  });

  it('is a total order', () => {
    const word = fc.constantFrom('0', '1', '10', 'a', 'rc', 'b2');
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(12), fc.array(word, { maxLength: 3 }))
      .map(([a, b, c, before]) => `${a}.${b}.${c}${before.length > 0 ? `-${before.join('.')}` : ''}`);
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        expect(compareVersions(a, b) === 0).toBe(a === b);
        if (compareVersions(a, b) < 0 && compareVersions(b, c) < 0) expect(compareVersions(a, c)).toBeLessThan(0);
      }),
    );
  });
});
