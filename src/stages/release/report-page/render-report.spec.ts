import { hasShape } from '../../../documents/index.js';
import { ReportSchema, type SegmentationReport } from '../report.schema.js';
import { crowdedReport, heldReport, releasedReport, withheldReport } from './example-reports.js';
import { renderReport } from './render-report.js';

/** What a reader sees: without style, tags and entities. */
const read = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ');

const all = { releasedReport, heldReport, withheldReport, crowdedReport };

describe('renderReport', () => {
  it.each(Object.entries(all))('is tried with reports that the schema takes: %s', (_, make) => {
    expect(hasShape(ReportSchema, make())).toBe(true);
  });

  it.each(Object.entries(all))('fetches nothing, runs nothing and balances its tags: %s', (_, make) => {
    const page = renderReport(make());
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|https?:/i);
    expect(page).not.toMatch(/undefined|\[object|NaN/);
    for (const tag of ['section', 'table', 'details', 'svg', 'ul', 'li', 'dl', 'p', 'tr', 'td', 'th', 'span']) {
      const opened = page.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length;
      expect([tag, page.match(new RegExp(`</${tag}>`, 'g'))?.length]).toEqual([tag, opened]);
    }
  });

  it('says first what it is and what happened', () => {
    const text = read(renderReport(releasedReport()));
    expect(text).toContain('Evidence of recorded facts, not a finding of compliance.');
    expect(text).toContain(
      '3 of 4 segments were released for “Seasonal offers to our own customers” for The customer relations system.',
    );
    expect(text).toContain('30,000 of 48,217 people were segmented');
    expect(text).toContain('Not assessed, because it is not held: ethnic-origin.');
    expect(text.indexOf('Released')).toBeLessThan(text.indexOf('Exceptions'));
    expect(text.indexOf('Exceptions')).toBeLessThan(text.indexOf('Evidence What was asked'));
  });

  it('tells what stopped or holds a run, in sentences', () => {
    expect(read(renderReport(withheldReport()))).toContain(
      'By sex, female reach the segment small limit less often than male: 0.696 times as often (between 0.670 and 0.723). The limit is 0.8,',
    );
    const held = read(renderReport(heldReport()));
    expect(held).toContain('Nothing has left yet.');
    expect(held).toContain('about 6,745 people in each group would decide it');
    expect(held).toContain('Policy wants the approval of a person with the role dpo.');
  });

  it('shows waivers, policies on trial, attempts, masks and places', () => {
    const text = read(renderReport(releasedReport()));
    expect(text).toContain('The approved waiver spring-trial-by-sex set a rule aside');
    expect(text).toContain('“Segments have at least 200 people” is on trial');
    expect(text).toContain(
      'Attempt 2 at the same dataset, purpose and destination. Changed since the one before: without column postcode_area',
    );
    expect(text).toContain('1 the first one Withheld');
    expect(text).toContain('corrected over all of them (Holm), and a pass also over the 6 of earlier attempts');
    expect(text).toContain('coarsened to steps of 10,000');
    expect(text).toContain('policies/access/offers-may-use-financial-behaviour/policy.yaml:14:3');
    expect(text).toContain('Granted and not used: bill_amt1.');
    expect(text).toContain('eu-gdpr/childConsentAge is 16 (years): GDPR 8(1), legal profile version 2026-01');
    expect(text).toContain('is user.health_and_medical, user.biometric (data category): GDPR 9(1)');
  });

  it('charts how groups were reached by earlier runs, with figures that need no colour, and none that is hidden', () => {
    const page = renderReport(releasedReport());
    const text = read(page);
    expect(text).toContain('The first 2 released runs of this segmentation say what is ordinary.');
    expect(text).toContain('small limit female, male');
    expect(text).toContain('0.970 0.811 limits 0.880 to 1.07 \u25a0 drifted apart');
    expect(text).toContain('large limit female, male hidden hidden hidden \u25cf as before');
    expect(page).toContain('<desc>First runs 0.970, now 0.811, limits 0.880 to 1.07.</desc>');
    // The only smoothed run is a dash, and so are its limits.
    expect(page).toMatch(/points="309,[0-9.]+ 319,[0-9.]+"\/>/);
    expect(page).not.toContain('NaN');
    expect(text).not.toContain('middle limit female, male');
  });

  it('lays groups beside a reference population, and says why figures are missing', () => {
    const text = read(renderReport(releasedReport()));
    expect(text).toContain('By sex, beside: Adults of the country (census 2021)');
    expect(text).toContain('female 40.0 % 51.0 % 0.784 0.720 to 0.851');
    expect(text).toContain('11.0 % of the people would have to be of another group to match');
    expect(text).toContain('Group Verdict young \u25cf pass old \u25a0 fail No figures are shown:');
  });

  it('lists what it does not show and how to verify it', () => {
    const text = read(renderReport(releasedReport()));
    expect(text).toContain(
      'The trait ethnic-origin is not held, so whether segments differ by it is not known. This is not a pass.',
    );
    expect(text).toContain('019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b.tlog-proof');
  });

  it('shows hidden counts as under the minimum, and no ratio of a hidden cell', () => {
    const page = renderReport(heldReport());
    expect(read(page)).toContain('In no segment (a value was missing, or no rule or label took them): < 10.');
    expect(page).not.toMatch(/0\.432|0\.123|1\.23/);
  });

  it('shows every verdict by a word and a shape, not by colour alone', () => {
    const text = read(renderReport(releasedReport()));
    for (const mark of ['● pass', '■ fail', '◇ inconclusive', '○ cannot be estimated', '– not assessed'])
      expect(text).toContain(mark);
    expect(renderReport(releasedReport())).toContain(
      '<title>small limit: female against male</title><desc>Ratio 0.696, interval 0.670 to 0.723, limit 0.8: fail.</desc>',
    );
  });

  it('keeps the worst open and folds the rest when there are fifty groups', () => {
    const page = renderReport(crowdedReport());
    const open = page.replace(/<details>[\s\S]*?<\/details>/g, '');
    expect(open.match(/<svg viewBox="0 0 320 24"/g)?.length).toBe(12 + 5);
    expect(page).toMatch(/<summary>576 more comparisons<\/summary>/);
    expect(page).toContain('456 more, none of them worse, are in <code>report.json</code>.');
    expect(page.length).toBeLessThan(700_000);
  });

  it('shows hostile names and never obeys them', () => {
    const name = `</title><script>alert(1)</script>"' onload=x \u202etxt.exe & co`;
    const report: SegmentationReport = {
      ...releasedReport(),
      purpose: { ...releasedReport().purpose, title: name },
      segments: [{ name, rows: 500, suppressed: null }],
    };
    const page = renderReport(report);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u202e');
    expect(page.match(/<title>/g)?.length).toBe(renderReport(releasedReport()).match(/<title>/g)?.length);
    expect(page).toContain(
      '&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onload=x [U+202E]txt.exe &amp; co',
    );
  });

  it('says in words which comparison is worst, by two methods, and what groups get', () => {
    const text = read(renderReport(releasedReport()));
    expect(text).toContain(
      'Worst comparison: female against male in “small limit”. 21.8 % (between 21.2 % and 22.4 %) of female are in it, and 31.3 % (between 30.5 % and 32.2 %) of male. That is 0.696 times as often: 0.670 to 0.723 by the method that decides (Katz), 0.670 to 0.723 by a second one (Miettinen and Nurminen). Were there no difference, chance alone would set them this far apart less than once in a thousand times.',
    );
    expect(text).toContain('On average female get 1.10 less than male, 0.738 times as much (0.719 to 0.758).');
    expect(text).toContain('male are described worst; the best described group is 0.830 times as far away.');
    expect(text).toContain('Inside strata of income-band, which was declared as a fair ground for differences');
    expect(text).toContain('male hidden hidden hidden');
  });

  it('says how many people would decide, and when no number would', () => {
    const text = read(renderReport(releasedReport()));
    expect(text).toContain('about 52,100 people in each group would decide it; the smaller has 11,888');
    expect(text).toContain(
      'not for want of people (11,888 in the smaller group, where about 6,745 decide between equal ones): the ratio lies near the limit',
    );
  });

  it('shows codes that it does not know as they are', () => {
    const findings = [{ code: 'constructor', consequence: 'hold' as const, subject: 'moon' }];
    expect(read(renderReport({ ...heldReport(), findings }))).toContain('constructor: moon');
  });

  it('is the same for the same report', () => {
    expect(renderReport(crowdedReport())).toBe(renderReport(crowdedReport()));
  });
});
