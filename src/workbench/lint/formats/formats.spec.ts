import { lintExample } from '../example-deployment.js';
import { formatLint, LINT_RULES, lintFormatOf } from '../index.js';

const HEAD = 'apiVersion: probity/v1\nkind: LintSettings\n';
const POLICY = (name: string, owner: string, when: string) => `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: ${name}
  title: A policy
  owner: ${owner}
  law: { supports: [GDPR 22] }
  effective: { from: 2026-01-01, until: 2026-06-01 }
  mode: enforce
spec:
  effect: prohibit
  when: ${when}
`;

// One error of the loader, one of a rule, two warnings of which one is suppressed, and two rules that stay open.
const report = lintExample({
  'policies/a,b <c>/bad/policy.yaml': POLICY('bad', 'board', "{ fact: purpose.effect, eq: 'pri&ce' }"),
  'policies/access/careless/policy.yaml': POLICY('careless', 'none', '{ fact: purpose.effect, eq: price }'),
  'policies/access/old/policy.yaml': POLICY('old', 'board', '{ fact: purpose.effect, eq: offer }'),
  'policies/retention/rest/policy.yaml': POLICY('rest', 'board', '{ fact: row.age, lt: 18 }')
    .replace('AccessPolicy', 'RetentionPolicy')
    .replace('effect: prohibit', 'rowsNotOlderThan: 2 years')
    .replace(', until: 2026-06-01', ''),
  'config/lint.yaml': `${HEAD}suppressions: [{ rule: sunset-passed, policy: old, reason: "It shows \\"how\\"." }]\n`,
});
const PAGES = 'https://policies.example/lint/';

describe('the formats of a lint report', () => {
  it('are made of a report with one of everything', () => {
    const found = report.findings.map(({ level, rule, subject }) => `${level} ${rule} ${subject.name}`);
    expect(found).toEqual(['error wrong-fact-type bad', 'error missing-owner careless', 'warn sunset-passed careless']);
    expect(report.suppressed).toHaveLength(1);
    expect(report.notAssessed.map(({ rule, policy }) => [rule, policy])).toEqual([['retention-beyond-law', 'rest']]);
  });

  it('name themselves when asked for another one', () => {
    expect(lintFormatOf('sarif')).toBe('sarif');
    expect(() => lintFormatOf('xml')).toThrow(expect.objectContaining({ code: 'LINT_FORMAT' }));
  });

  it('pretty: shows each finding at its line, what was accepted and why, what stays open, and the totals', () => {
    const text = formatLint(report, 'pretty', PAGES);
    expect(text).toContain('error missing-owner\n');
    expect(text).toMatch(
      /careless\/policy\.yaml:6:10 MISSING_OWNER metadata\.owner: the owner 'none'; expected a team/,
    );
    expect(text).toContain('6 |   owner: none\n             ^\n');
    expect(text).toContain(`suppressed: sunset-passed, policy 'old': It shows "how".`);
    expect(text).toContain("not assessed: retention-beyond-law, policy 'rest': no legal profile");
    expect(text.endsWith('\n6 files: 2 errors, 1 warning\n')).toBe(true);
  });

  it('json: is the report', () => expect(JSON.parse(formatLint(report, 'json', PAGES))).toEqual(report));

  describe('sarif', () => {
    const sarif = JSON.parse(formatLint(report, 'sarif', PAGES));
    const [run] = sarif.runs;

    it('says what it is, and describes every rule with help and an address', () => {
      expect(sarif.version).toBe('2.1.0');
      expect(run.columnKind).toBe('utf16CodeUnits');
      const { rules } = run.tool.driver;
      expect(rules.map(({ id }: { id: string }) => id)).toEqual(LINT_RULES.map(({ name }) => name));
      for (const rule of rules) {
        expect(rule.helpUri).toBe(`${PAGES}${rule.id}.md`);
        expect(rule.help.text.length).toBeGreaterThan(40);
        expect(['error', 'warning']).toContain(rule.defaultConfiguration.level);
      }
    });

    it('gives each result its rule, level, file, region and a fingerprint that no line changes', () => {
      expect(run.results).toHaveLength(4);
      for (const result of run.results) {
        expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
        expect(result.partialFingerprints['probityLint/v1']).toMatch(/^sha256:/);
      }
      expect(run.results[1]).toMatchObject({
        ruleId: 'missing-owner',
        level: 'error',
        locations: [{ physicalLocation: { region: { startLine: 6, startColumn: 10, endLine: 6, endColumn: 14 } } }],
      });
      const fingerprints = run.results.map(
        (one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[0],
      );
      expect(new Set(fingerprints).size).toBe(4);
    });

    it('encodes file names, and ends a region at the end of the quoted word', () => {
      const [{ physicalLocation }] = run.results[0].locations;
      expect(physicalLocation.artifactLocation.uri).toContain('/a%2Cb%20%3Cc%3E/bad/policy.yaml');
      expect(physicalLocation.region).toEqual({ startLine: 12, startColumn: 37, endLine: 12, endColumn: 45 });
    });

    it('keeps what was suppressed with its justification, and what was not assessed as a note', () => {
      expect(run.results[3].suppressions).toEqual([
        { kind: 'external', status: 'accepted', justification: 'It shows "how".' },
      ]);
      expect(run.results.filter((one: object) => 'suppressions' in one)).toHaveLength(1);
      expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
        { level: 'note', associatedRule: { id: 'retention-beyond-law' } },
      ]);
    });
  });

  it('junit: has a suite for each rule, fails for errors alone, and escapes what XML would misread', () => {
    const xml = formatLint(report, 'junit', PAGES);
    const suites = [
      ...xml.matchAll(/<testsuite name="([^"]+)" tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)">/g),
    ];
    expect(suites.map(([, name]) => name)).toEqual(LINT_RULES.map(({ name }) => name));
    const counts = Object.fromEntries(suites.map(([, name, ...numbers]) => [name, numbers.join()]));
    expect(counts).toMatchObject({
      'missing-owner': '1,1,0',
      'wrong-fact-type': '1,1,0',
      'sunset-passed': '2,0,1',
      'retention-beyond-law': '1,0,1',
      'expired-waiver': '1,0,0',
    });
    expect(xml).toContain(`tests="${LINT_RULES.length + 1}" failures="2" errors="0" skipped="2"`);
    expect(xml).toContain('a,b &lt;c&gt;/bad/policy.yaml');
    expect(xml).toContain('pri&amp;ce');
    expect(xml).toContain('<skipped message="suppressed: It shows &quot;how&quot;."/>');
    expect(wellFormed(xml)).toBe(true);
  });

  it('github: annotates each finding at its place, with commas and colons of names escaped', () => {
    const lines = formatLint(report, 'github', PAGES).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(
      /^::error file=\S*\/a%2Cb <c>\/bad\/policy\.yaml,line=12,col=37,title=wrong-fact-type::UNKNOWN_WORD: /,
    );
    expect(lines[2]).toMatch(
      /^::warning file=.*,line=8,col=41,title=sunset-passed::SUNSET_PASSED: an end that is past/,
    );
    expect(lines[3]).toBe('::notice title=policy lint::6 files: 2 errors, 1 warning');
  });
});

/** Every element that begins ends in its turn, and no bare ampersand or bracket is left. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  const rest = xml.replace(/<\?[^>]*\?>|<(\/?)([a-z-]+)(?:\s[a-z]+="[^"<]*")*\s*(\/?)>/g, (_, end, name, alone) => {
    if (end && open.pop() !== name) open.push('mismatch');
    if (!end && !alone && name) open.push(name);
    return '';
  });
  return open.length === 0 && !/[<>]|&(?!(amp|lt|gt|quot|#\d+);)/.test(rest);
}
