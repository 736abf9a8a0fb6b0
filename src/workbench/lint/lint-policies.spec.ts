import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../documents/index.js';
import { loadSettings } from '../../settings/index.js';
import { lintExample } from './example-deployment.js';
import { LINT_RULES, lintPolicies, loadLintSettings } from './index.js';

const file = (path: string) => fileURLToPath(new URL(path, packageRoot()));

describe('the policies of the release', () => {
  it('lint clean, and every suppression has found its finding', () => {
    const settings = loadLintSettings(file('config/lint.yaml'), LINT_RULES);
    const report = lintPolicies(loadSettings(file('config/probity.yaml')), { settings, now: Date.UTC(2026, 11, 1) });
    expect(report.findings).toEqual([]);
    expect(report.suppressed).toHaveLength(3);
    expect(report.files).toBeGreaterThanOrEqual(15);
  });
});

describe('the example deployment', () => {
  it('lints clean', () => {
    expect(lintExample({})).toEqual({
      files: 2,
      errors: 0,
      warnings: 0,
      findings: [],
      suppressed: [],
      notAssessed: [],
    });
  });
});
