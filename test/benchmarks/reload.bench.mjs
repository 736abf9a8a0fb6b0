// What a reload of 1,000 policies costs: how long the event loop is blocked, against the same engine at rest and against
// a reload on the same thread; and how long the thread takes. Every policy speaks of every run, or, with `cases` as the
// second argument, of one purpose of twenty and has two cases. Needs `npm run build`.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openGovernance } from '../../dist/run/index.js';
import { settingsOf } from '../../dist/settings/index.js';
import { imagedKernel, kernelEvaluator } from '../../dist/stages/decision/index.js';
import { PolicyBuilder } from '../../dist/workbench/changes/build-policies.js';
import { PolicyReload } from '../../dist/workbench/changes/index.js';

const POLICIES = Number(process.argv[2] ?? 1000);
const WITH_CASES = process.argv[3] === 'cases';
const ROUNDS = 9;
const PURPOSES = Array.from({ length: 20 }, (_, at) => `offers-${at}`);
const schedule = existsSync('/proc/thread-self/schedstat') ? '/proc/thread-self/schedstat' : null;
const folder = mkdtempSync(join(tmpdir(), 'probity-reload-'));
const policies = join(folder, 'policies');
if (WITH_CASES) writeWorld();
for (let at = 0; at < POLICIES; at += 1) writePolicy(at, 20);
const settings = settingsOf(
  join(folder, 'probity.yaml'),
  JSON.stringify({
    ...{ apiVersion: 'probity/v1', kind: 'Settings', stateFolder: 'state', outFolder: 'out' },
    registers: {
      ...{ purposes: ['purposes'], destinations: ['destinations'], datasets: ['datasets'] },
      legalProfiles: [new URL('../../config/legal-profiles', import.meta.url).pathname],
    },
    ...{ policyFolders: ['policies'], pluginFolders: ['plugins'] },
  }),
);
const { governance, close } = await openGovernance(settings);
const reload = new PolicyReload(governance, process.env.RELOAD_PROGRAM ? { program: process.env.RELOAD_PROGRAM } : {});

const atRest = await blockedDuring(() => sleep(1000));
const computed = [];
const walls = [];
for (let round = 0; round < ROUNDS; round += 1) {
  writePolicy(0, 31 + round);
  const began = performance.now();
  computed.push(await computedIn(() => reload.reload()));
  walls.push(performance.now() - began);
  if (reload.health.kind !== 'current') throw new Error(JSON.stringify(reload.health));
}
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  writePolicy(0, 21 + round);
  rounds.push(await blockedDuring(() => reload.reload()));
  if (reload.health.kind !== 'current') throw new Error(JSON.stringify(reload.health));
}
const sameThread = await blockedDuring(async () => new PolicyBuilder().build(settings, Date.now()));
const set = governance.parts.registers.policies;
const { categories } = governance.parts.registers.taxonomy;
const kernelMs = median(Array.from({ length: ROUNDS }, () => timed(() => imagedKernel(set, categories))));
const wholeMs = median(Array.from({ length: ROUNDS }, () => timed(() => kernelEvaluator(set, categories))));
const longest = median(rounds.map(({ blocked }) => blocked));
print('event loop at rest, blocked', atRest.blocked, '');
print('event loop in a reload, blocked', longest, `bar 10 ms; worst of ${ROUNDS}: ${worst(rounds)} ms`);
const [first, ...later] = computed;
const again = median(later);
const wall = (of) => `${of.map((ms) => ms.toFixed(0)).join(', ')} ms`;
print('the first reload, all threads', first, 'processor time: read, check, cases, sample, hand over');
print('one policy changed, all threads', again, `bar 50 ms; ${(first / again).toFixed(1)} x less than the first`);
print('  the least of them', Math.min(...later), `processor time; each: ${wall(later)}`);
print('  by the clock', Math.min(...walls.slice(1)), `the least; each: ${wall(walls.slice(1))}`);
print('the kernel data on its thread', kernelMs, `${(kernelMs / wholeMs).toFixed(2)} x an evaluator at start`);
print('the same on one thread, blocked', sameThread.blocked, `${(sameThread.blocked / longest).toFixed(0)} x as long`);
await close();
rmSync(folder, { recursive: true });

/**
 * The longest time that other work had to wait, in milliseconds, while something was done. Where the system says so it is
 * processor time of the main thread, so that other programs on the machine are not counted; elsewhere wall time.
 */
async function blockedDuring(work) {
  let blocked = 0;
  let last = spent();
  let going = true;
  const look = () => {
    const now = spent();
    blocked = Math.max(blocked, now - last);
    last = now;
    if (going) setImmediate(look);
  };
  setImmediate(look);
  await work();
  await sleep(20);
  going = false;
  return { blocked };
}

/** The processor time that something takes, on all threads, in milliseconds. */
async function computedIn(work) {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

function writePolicy(at, kMin) {
  const name = `rule-${at}`;
  const home = join(policies, `theme-${at % 20}`, name);
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'policy.yaml'),
    `apiVersion: probity/v1
kind: DisclosurePolicy
metadata:
  name: ${name}
  title: "House rule ${at}"
  owner: privacy-office
  law: { supports: [GDPR 25(2)], stricterThanLaw: true }
  effective: { from: 2026-01-01 }
  mode: enforce
spec:
${WITH_CASES ? `  scope: { purposes: { names: [offers-${at % 20}] } }\n` : ''}  kMin: ${kMin}
  when:
    any:
      - { fact: attempts.judged, gt: ${at} }
      - all:
          - { fact: destination.role, in: [processor, joint] }
          - { not: { fact: dataset.regime, eq: credit } }
`,
  );
  if (WITH_CASES) writeFileSync(join(home, 'cases.yaml'), casesOf(at, name));
}

function casesOf(at, name) {
  return `apiVersion: probity/v1
kind: PolicyCases
clock: 2026-06-30T12:00:00Z
cases:
  - name: it restricts what a processor gets
    request: { purpose: offers-${at % 20} }
    expect: { decision: permit, reasons: [RESTRICTED ${name}] }
  - name: it says nothing of credit
    request: { purpose: offers-${at % 20}, dataset: cards }
    facts: { attempts.judged: 0 }
    expect: { decision: permit, notReasons: [RESTRICTED ${name}] }
`;
}

// Twenty purposes, a grant of everything, and the small world that the cases ask in.
function writeWorld() {
  const declared = { apiVersion: 'probity/v1', kind: 'Purpose', title: 'Offers', use: 'marketing', team: 'marketing' };
  const rest = { basis: 'consent', effect: 'offer', assessment: { state: 'not-required' }, notice: { version: '1' } };
  for (const part of ['purposes', 'destinations']) mkdirSync(join(folder, part));
  writeFileSync(
    join(folder, 'destinations/mailing.yaml'),
    JSON.stringify({
      ...{ apiVersion: 'probity/v1', kind: 'Destination', name: 'mailing', title: 'Mailing', role: 'internal' },
      ...{ country: 'DE', transferGround: 'none', saleOrShare: false, identifiers: ['pseudonym'], recall: true },
    }),
  );
  for (const name of PURPOSES) {
    const purpose = JSON.stringify({ ...declared, name, ...rest, destinations: ['mailing'] });
    writeFileSync(join(folder, `purposes/${name}.yaml`), purpose);
  }
  const home = join(policies, 'access', 'everything');
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'policy.yaml'),
    `apiVersion: probity/v1
kind: AccessPolicy
metadata:
  name: everything
  title: Everything
  owner: privacy-office
  law: { supports: [GDPR 25(2)], stricterThanLaw: true }
  effective: { from: 2026-01-01 }
  mode: enforce
spec: { effect: grant, scope: { categories: [user.financial] } }
`,
  );
  const processor = { role: 'processor', country: 'FR', inRegion: true, transferGround: 'none', saleOrShare: false };
  const of = { use: 'marketing', effect: 'offer', basis: 'consent' };
  const facts = Object.entries({ ...processor, hasContract: true }).map(([name, value]) => [
    `destination.${name}`,
    value,
  ]);
  writeFileSync(
    join(policies, 'fixtures.yaml'),
    JSON.stringify({
      ...{ apiVersion: 'probity/v1', kind: 'PolicyFixtures' },
      purposes: Object.fromEntries(PURPOSES.map((name) => [name, of])),
      datasets: { shop: { regime: 'general' }, cards: { regime: 'credit' } },
      destinations: { mailing: Object.fromEntries(facts) },
      plugins: { groups: { 'plugin.gives': 'model', 'plugin.builtIn': true } },
      columns: { income: { categories: ['user.financial'], roles: ['feature'], provenance: 'declared' } },
      request: { purpose: 'offers-0', dataset: 'shop', destination: 'mailing', plugin: 'groups', columns: ['income'] },
      facts: {},
    }),
  );
}

function spent() {
  return schedule === null ? performance.now() : Number(readFileSync(schedule, 'latin1').split(' ')[0]) / 1e6;
}

function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function worst(of) {
  return Math.max(...of.map(({ blocked }) => blocked)).toFixed(1);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function print(what, ms, note) {
  process.stdout.write(`${what.padEnd(34)} ${ms.toFixed(1).padStart(8)} ms  ${note}\n`);
}
