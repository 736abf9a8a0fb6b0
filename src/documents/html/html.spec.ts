import fc from 'fast-check';
import { countText, figureText, instantText, intervalText, shareText } from './figures.js';
import { escapedText, html } from './html.js';

describe('html', () => {
  it('escapes every value that is not markup, in text and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`<p title="${text}">${text}</p>`;
        expect(markup.match(/[<>"]/g)?.length).toBe(6);
        expect(markup.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[&']/);
      }),
    );
  });

  it('takes markup, lists, numbers and nothing', () => {
    expect(html`<ul>${['a<', html`<b>b</b>`, 3, null]}</ul>`.markup).toBe('<ul>a&lt;<b>b</b>3</ul>');
  });

  it('shows characters that would turn or hide text', () => {
    expect(escapedText('a\u202eb\u200bc\u0000\ufeff')).toBe('a[U+202E]b[U+200B]c[U+0000][U+FEFF]');
    expect(escapedText('a\tb\nc é')).toBe('a\tb\nc é');
  });
});

describe('figures', () => {
  it.each([
    [0, '0'],
    [1, '1.00'],
    [0.6616541353, '0.662'],
    [0.012864, '0.0129'],
    [0.9996, '1.00'],
    [99.96, '100'],
    [12.34, '12.3'],
    [44448.455, '44,400'],
    [-0.1962, '\u22120.196'],
    [2.34e-75, '2.34e-75'],
  ])('prints %d with three significant digits: %s', (value, text) => expect(figureText(value)).toBe(text));

  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [48842, '48,842'],
    [10000000, '10,000,000'],
  ])('prints the count %d exactly: %s', (count, text) => expect(countText(count)).toBe(text));

  it('prints shares, intervals and instants', () => {
    expect(shareText(0.3133)).toBe('31.3 %');
    expect(intervalText([0.361822, 1.209949])).toBe('0.362 to 1.21');
    expect(instantText('2026-03-02T09:30:00.000Z')).toBe('2 March 2026, 09:30 UTC');
    expect(instantText('soon')).toBe('soon');
  });
});
