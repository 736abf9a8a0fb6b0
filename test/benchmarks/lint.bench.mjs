// Times the lint of 1,000 policies against loading the same ones, in turn in one run, because the machine is noisy and the
// ratio is what counts. Needs `npm run build`; prints one line of totals.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDatasets } from '../../dist/registers/datasets/index.js';
import { loadDestinations } from '../../dist/registers/destinations/index.js';
import { legalConstants, loadLegalProfiles } from '../../dist/registers/legal-profiles/index.js';
import { loadPolicies } from '../../dist/registers/policies/index.js';
import { loadPurposes } from '../../dist/registers/purposes/index.js';
import { loadTaxonomy } from '../../dist/registers/taxonomy/index.js';
import { loadSettings } from '../../dist/settings/index.js';
import { lintPolicies } from '../../dist/workbench/index.js';
import { generator } from './decision-worlds.mjs';

const SIZES = [250, 1_000];
const ROUNDS = 7;
/** Linted once; `node test/benchmarks/lint.bench.mjs 100000` takes some minutes and 3 GB. */
const MANY = Number(process.argv[2] ?? 10_000);
/**
 * What linting may cost, in times of loading; and how much more 1,000 policies may cost than four times 250: grants are
 * held against grants and consent policies against each other, so it is not quite linear. Looks at pairs come to an end, so
 * that very many policies cost little more each than 1,000 do.
 */
const BARS = { ratio: 6, growth: 2.5, many: 3 };

const PURPOSES = ['customer-insight', 'first-party-advertising', 'loyalty-offers', 'newsletter', 'partner-advertising'];
const CATEGORIES = [
  'user.account',
  'user.behavior',
  'user.financial',
  'user.job_title',
  'user.location',
  'user.payment',
];
const ROLES = ['data-team', 'data-owner', 'legal', 'dpo', 'campaign'];

function condition(random, at) {
  const test = [
    () => `{ fact: row.age, lt: ${random.below(90) + 1} }`,
    () => `{ fact: destination.country, in: [${['DE', 'FR', 'US', 'CA'].slice(random.below(3)).join(', ')}] }`,
    () => `{ not: { fact: plugin.builtIn, eq: true } }`,
    () => `{ fact: row.lastActivity, olderThan: ${random.below(60) + 1} months }`,
    () => `{ fact: columns.categories, under: ${random.one(CATEGORIES)} }`,
    () => `{ fact: actor.team, eq: team-${at % 50} }`,
  ];
  const tests = () => `${random.one(test)()}, ${random.one(test)()}`;
  return `{ all: [{ any: [${tests()}] }, { any: [${tests()}, ${random.one(test)()}] }] }`;
}

const PARTS = {
  AccessPolicy: (random, at) => `  effect: prohibit\n  when: ${condition(random, at)}`,
  ConsentPolicy: (random, at) =>
    `  requires: { consent: granted, notOlderThan: ${random.below(40) + 1} months }\n  when: ${condition(random, at)}`,
  RetentionPolicy: (random, at) =>
    `  rowsNotOlderThan: ${random.below(24) + 1} months\n  when: ${condition(random, at)}`,
  DisclosurePolicy: (random, at) => `  kMin: ${random.below(40) + 2}\n  when: { fact: actor.team, eq: team-${at} }`,
  Grant: (random, at) =>
    `  effect: grant\n  scope: { purposes: { names: [${random.one(PURPOSES)}] }, categories: [${random.one(CATEGORIES)}] }\n  when: { all: [{ fact: actor.roles, has: ${random.one(ROLES)} }, { fact: actor.team, eq: team-${at} }] }`,
};

function write(folder, random, at) {
  const kinds = Object.keys(PARTS);
  const part = kinds[at % kinds.length];
  const name = `policy-${at}`;
  const scope =
    part === 'Grant' || random.chance(0.4) ? '' : `  scope: { purposes: { names: [${random.one(PURPOSES)}] } }\n`;
  mkdirSync(join(folder, 'theme', name), { recursive: true });
  writeFileSync(
    join(folder, 'theme', name, 'policy.yaml'),
    `apiVersion: probity/v1
kind: ${part === 'Grant' ? 'AccessPolicy' : part}
metadata:
  name: ${name}
  title: Policy ${at}
  owner: privacy-office
  law: { supports: [GDPR 5(1)(c)] }
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
${scope}${PARTS[part](random, at)}
`,
  );
}

const settings = loadSettings(new URL('../../config/probity.yaml', import.meta.url).pathname);
const taxonomy = loadTaxonomy();
const destinations = loadDestinations(settings.registers.destinations);
const registers = {
  taxonomy,
  destinations,
  purposes: loadPurposes(settings.registers.purposes, { taxonomy, destinations }),
  datasets: loadDatasets(settings.registers.datasets, taxonomy),
  plugins: new Map(),
  constants: legalConstants(loadLegalProfiles(settings.registers.legalProfiles).values()),
};
const lintSettings = { levels: new Map(), suppressions: [], pages: '', mistakes: [] };
const timed = (work) => {
  const began = performance.now();
  const value = work();
  return { ms: performance.now() - began, value };
};
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function written(size) {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const random = generator(23);
  for (let at = 0; at < size; at++) write(folder, random, at);
  return folder;
}

const found = {};
for (const size of SIZES) {
  const folder = written(size);
  found[size] = { load: [], lint: [], ratio: [] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const load = timed(() => loadPolicies([folder], registers));
      const lint = timed(() =>
        lintPolicies({ ...settings, policyFolders: [folder] }, { settings: lintSettings, now: Date.now() }),
      );
      if (lint.value.files !== size || load.value.rules.length !== size) throw new Error('not every policy was read');
      if (lint.value.errors > 0)
        throw new Error(
          `an error that was not meant: ${lint.value.findings.find(({ level }) => level === 'error').found}`,
        );
      found[size].load.push(load.ms);
      found[size].lint.push(lint.ms);
      found[size].ratio.push(lint.ms / load.ms);
      found[size].report = lint.value;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const [size, { load, lint, report }] of Object.entries(found)) {
  const open = report.notAssessed.filter(({ rule }) => rule === 'constant-condition').length;
  process.stdout.write(
    `${size.padStart(5)} policies: load ${median(load).toFixed(0)} ms, lint ${median(lint).toFixed(0)} ms, ${report.findings.length} findings, ${open} left open\n`,
  );
}
const crowd = written(MANY);
const once = timed(() =>
  lintPolicies({ ...settings, policyFolders: [crowd] }, { settings: lintSettings, now: Date.now() }),
);
rmSync(crowd, { recursive: true, force: true });
const open = once.value.notAssessed.map(({ rule, why }) => `${rule}: ${why}`);
const megabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${MANY} policies: lint ${once.ms.toFixed(0)} ms, at most ${megabytes.toFixed(0)} MB; ${open.slice(0, 3).join('; ')}\n`,
);
const [few, many] = SIZES;
const growth = median(found[many].lint) / median(found[few].lint) / (many / few);
const checks = [
  [`lint of ${many} policies to loading them`, median(found[many].ratio), BARS.ratio],
  [`lint of ${many} policies to ${many / few} times ${few}`, growth, BARS.growth],
  [`a policy among ${MANY} to one among ${many}`, once.ms / MANY / (median(found[many].lint) / many), BARS.many],
];
for (const [what, value, bar] of checks) {
  process.stdout.write(`${value <= bar ? 'pass' : 'FAIL'}  ${what}: ${value.toFixed(2)}, at most ${bar}\n`);
}
const failed = checks.filter(([, value, bar]) => value > bar).length;
process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
