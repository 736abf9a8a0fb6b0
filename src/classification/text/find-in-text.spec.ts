import { findInText, TEXT_MAX } from './find-in-text.js';

function found(text: string): readonly string[] {
  return findInText(text).map(({ detector, start, end }) => `${detector.name} ${text.slice(start, end)}`);
}

describe('findInText', () => {
  it.each([
    ['Write to a.b@example.org, please.', ['email a.b@example.org']],
    ['a mail is no web address: x@www.example.org', ['email x@www.example.org']],
    ['see https://example.org/a?b=1).', ['url https://example.org/a?b=1']],
    ['paid with 4111 1111 1111 1111 today', ['payment-card 4111 1111 1111 1111']],
    ['card 501800000009', ['payment-card 501800000009']],
    ['order 501800000009', []],
    ['at 1609459200007 and 20210101120003', []],
    ['IBAN GB82 WEST 1234 5698 7654 32 of the firm', ['iban GB82 WEST 1234 5698 7654 32']],
    ['SSN 219-09-9998, not 666-12-3456', ['us-ssn 219-09-9998']],
    ['from 192.0.2.17 to 2001:db8::17', ['ip-address 192.0.2.17', 'ip-address 2001:db8::17']],
    ['version 1.2.3, at 12:30:45 on 2020-01-05 11:22:33', []],
    ['call +44 20 7946 0958 or (212) 555-0147', ['phone +44 20 7946 0958', 'phone (212) 555-0147']],
    [
      'Phone: 030 23125 555; room 030 23125 556 has many',
      ['national-phone 030 23125 555', 'national-phone 030 23125 556'],
    ],
    ['the sum is 030 23125 555', []],
    ["driver's licence D1234567", ['drivers-licence D1234567']],
  ])('in %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('counts in UTF-16 units, as JavaScript cuts texts', () => {
    const [hit] = findInText('😀😀 a@example.org');
    expect([hit?.start, hit?.end]).toEqual([5, 18]);
  });

  it('never gives two places that overlap', () => {
    const hits = findInText('https://a@example.org/4111111111111111 card 4111111111111111 192.0.2.17');
    for (const [at, { start }] of hits.slice(1).entries())
      expect(start).toBeGreaterThanOrEqual(hits[at]?.end as number);
  });

  it('reads a long text up to a bound', () => {
    expect(findInText(`${' '.repeat(TEXT_MAX)}a@example.org`)).toEqual([]);
  });
});
