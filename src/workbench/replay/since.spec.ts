import { sinceInstant } from './since.js';

const NOW = Date.parse('2026-06-15T10:00:00Z');

it.each([
  ['30d', '2026-05-16T10:00:00.000Z'],
  ['12h', '2026-06-14T22:00:00.000Z'],
  ['2w', '2026-06-01T10:00:00.000Z'],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T10:00:00+02:00', '2026-01-31T08:00:00.000Z'],
])('%s is %s', (text, instant) => {
  expect(new Date(sinceInstant(text, NOW)).toISOString()).toBe(instant);
});

it.each(['0d', '-3d', '30', '30 days', '3y', '2026-02-30', '2026-01-31T10:00', '', '999999d'])(
  '%s is refused',
  (text) => {
    expect(() => sinceInstant(text, NOW)).toThrow(expect.objectContaining({ code: 'SINCE_INVALID' }));
  },
);
