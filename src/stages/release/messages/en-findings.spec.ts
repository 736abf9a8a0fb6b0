import { enFindings } from './en-findings.js';

const finding = { subject: 'sex', groups: ['Men', 'Women'], found: 0.5, interval: [0.4, 0.6], limit: 0.8 } as const;

describe('a finding in words', () => {
  it.each([
    ['segment 3', 'Men reach segment 3 less often than Women'],
    ['loyal', 'Men reach the segment loyal less often than Women'],
  ])('names the segment %s once', (segment, words) => {
    expect(enFindings.SEGMENTS_SUPPRESSED({ subject: segment, limit: 20 })).toContain(
      `${segment === 'loyal' ? 'The segment loyal' : 'Segment 3'} is not released`,
    );
    expect(enFindings.RATIO_BELOW_LIMIT({ ...finding, segment })).toContain(words);
  });
});
