import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LintReport } from './finding.js';
import { lintPolicies } from './lint-policies.js';
import { loadLintSettings } from './lint-settings.js';
import { LINT_RULES } from './rules/index.js';

const purpose = (name: string, rest: string) =>
  `apiVersion: probity/v1
kind: Purpose
name: ${name}
title: A purpose
team: customer-insight
assessment: { state: not-required }
notice: { version: "2026-01" }
destinations: [crm]
${rest}
`;

const policy = (name: string, kind: string, spec: string) =>
  `apiVersion: probity/v1
kind: ${kind}
metadata:
  name: ${name}
  title: A policy
  owner: privacy-office
  law: { supports: [GDPR 5(1)(c)] }
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
${spec}
`;

/** A small deployment that lints clean: what the examples of the rule pages are laid into. */
const EXAMPLE_FILES: Readonly<Record<string, string>> = {
  'config/purposes/customer-insight.yaml': purpose(
    'customer-insight',
    'use: analytics.reporting\nbasis: legitimate-interests\neffect: insight\nbalancingTest: register/insight',
  ),
  'config/purposes/newsletter.yaml': purpose(
    'newsletter',
    'use: marketing.communications.email\nbasis: consent\neffect: message',
  ),
  'config/destinations/crm.yaml': `apiVersion: probity/v1
kind: Destination
name: crm
title: Our customer system
role: internal
country: DE
transferGround: none
saleOrShare: false
identifiers: [pseudonym]
recall: true
`,
  'config/datasets/shop.yaml': `apiVersion: probity/v1
kind: Dataset
name: shop
title: Customers of a shop
owner: customer-insight
team: customer-insight
regime: general
subjects: [customer]
source: { path: customers.csv }
subjectKey: customerNumber
columns:
  - { name: customerNumber, categories: [user.unique_id], roles: [identifier], provenance: observed, type: integer }
  - { name: postcode, categories: [user.contact.address.postal_code], roles: [quasi-identifier], provenance: declared, type: text }
  - { name: orders, categories: [user.behavior.purchase_history], roles: [feature], provenance: observed, type: integer }
traits: []
`,
  'policies/access/known-customers/policy.yaml': policy(
    'known-customers',
    'AccessPolicy',
    '  effect: grant\n  scope: { categories: [user.behavior, user.contact.address] }',
  ),
  'policies/disclosure/five-alike/policy.yaml': policy('five-alike', 'DisclosurePolicy', '  kMin: 5'),
};

/** Lints the example deployment with these files laid into it, at noon of 1 July 2026. */
export function lintExample(
  files: Readonly<Record<string, string>>,
  waiverUses?: ReadonlyMap<string, number>,
): LintReport {
  const root = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    for (const [name, text] of Object.entries({ ...EXAMPLE_FILES, ...files })) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const folders = (name: string) => [join(root, name)];
    const registers = {
      purposes: folders('config/purposes'),
      destinations: folders('config/destinations'),
      datasets: folders('config/datasets'),
      legalProfiles: folders('config/legal-profiles'),
    };
    return lintPolicies(
      { registers, policyFolders: folders('policies'), pluginFolders: folders('plugins') },
      {
        settings: loadLintSettings(join(root, 'config/lint.yaml'), LINT_RULES),
        now: Date.UTC(2026, 6, 1, 12),
        ...(waiverUses ? { waiverUses } : {}),
      },
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
