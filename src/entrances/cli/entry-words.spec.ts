import { entryWords } from './entry-words.js';

describe('the words of an entry', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['released', { outcome: 'released', purpose: { title: 'Lay out stores' }, rows: {} }],
    ['permit', { decision: 'permit', request: { dataset: 'mall' } }],
    ['approved change 3', { event: 'approved', change: 3, needs: 2 }],
    ['key-created log', { kind: 'key-created', name: 'log', epoch: 1 }],
    [
      'refused gdpr 1.0.0 PACK_DIGEST',
      { event: 'refused', asked: 'add', code: 'PACK_DIGEST', pack: 'gdpr', version: '1.0.0' },
    ],
    ['requested waiver-1', { event: 'requested', waiver: 'waiver-1' }],
    ['mall store-layout', { dataset: 'mall', purpose: 'store-layout', subjects: 1 }],
    ['', { digests: {} }],
  ])('are %j', (words, body) => {
    expect(entryWords({ body })).toBe(words);
  });
});
