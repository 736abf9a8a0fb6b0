// Replays 100,000 recorded decisions of a real log under a changed copy of the shipped policies: in seconds, and as a
// ratio to deciding the same questions alone, in one run. Needs `npm run build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditMigrations, openLog } from '../../dist/audit/index.js';
import { cutoffFacts, FACTS } from '../../dist/conditions/index.js';
import { openKeys } from '../../dist/keys/index.js';
import { exampleRegisters, policyFiles, policySetOf } from '../../dist/registers/policies/index.js';
import { obligedDigest, rulesDigest } from '../../dist/run/index.js';
import { createDecider, kernelEvaluator } from '../../dist/stages/decision/index.js';
import { openState } from '../../dist/store/index.js';
import { replayDecisions } from '../../dist/workbench/index.js';

const DECISIONS = Number(process.argv[2] ?? 100_000);
const BAR_SECONDS = 30;
const CALLERS = 512;
const START = Date.parse('2026-06-01T00:00:00Z');
const WAIT_MS = 20_000;

const registers = exampleRegisters();
const digests = { purposes: 'sha256:1', datasets: 'sha256:2', policies: 'sha256:3' };
const files = policyFiles(['policies']);
const set = policySetOf(files, registers);
const candidate = policySetOf(files.map(changed), registers);
const decider = createDecider(set, kernelEvaluator(set, registers.taxonomy.categories));

/** Larger segments for everybody, and training that nobody must have. */
function changed(file) {
  if (file.expected === 'segments-of-at-least-twenty') return with_(file, 'segmentSizeMin: 20', 'segmentSizeMin: 30');
  return file.expected === 'trained-people-only' ? with_(file, 'mode: enforce', 'mode: audit') : file;
}

function with_(file, before, after) {
  if (!file.text.includes(before)) throw new Error(`${file.file} has no '${before}'`);
  return { ...file, text: file.text.replace(before, after) };
}

/** One of 3 purposes, 2 destinations, 2 plugins, trained or not, at a moment of its own; by a fixed rule. */
function decision(at) {
  const now = START + at * WAIT_MS;
  const purpose = [...registers.purposes][at % 3];
  const columns = [
    { name: 'visits', categories: ['user.behavior'] },
    { name: 'income', categories: ['user.financial'] },
  ].slice(at % 5 === 0 ? 1 : 0);
  const request = {
    plugin: at % 7 === 0 ? 'rfm' : 'k-means',
    dataset: at % 11 === 0 ? 'cards' : 'shop',
    purpose: purpose[0],
    destination: at % 4 === 0 ? 'ad-network' : 'crm',
    columns: columns.map(({ name }) => name),
    seed: at,
    digest: 'sha256:0',
  };
  const sold = request.destination === 'ad-network';
  const facts = {
    now,
    ...cutoffFacts(set.durations, now),
    environment: 'production',
    'purpose.name': request.purpose,
    'purpose.use': purpose[1].use,
    'purpose.effect': purpose[1].effect,
    'purpose.basis': purpose[1].basis,
    'purpose.expires': now + 365 * 86_400_000,
    'purpose.allowsDestination': !sold || at % 8 === 0,
    'destination.name': request.destination,
    'destination.role': sold ? 'third-party' : 'internal',
    'destination.inRegion': true,
    'destination.transferGround': 'none',
    'destination.saleOrShare': sold,
    'destination.hasContract': true,
    'dataset.name': request.dataset,
    'dataset.regime': registers.datasets.get(request.dataset).regime,
    'dataset.provenance': ['observed'],
    'columns.names': [...request.columns].sort(),
    'columns.roles': ['feature'],
    'columns.categories': columns.flatMap(({ categories }) => categories).sort(),
    'plugin.name': request.plugin,
    'plugin.gives': 'model',
    'plugin.builtIn': true,
    'isolation.level': 3,
    'actor.roles': at % 2 === 0 ? ['campaign', 'data-team'] : ['data-team'],
    'actor.team': 'crm',
    'actor.trainedUntil': at % 13 === 0 ? now - 1 : now + 1,
    'assessment.state': 'not-required',
    'attempts.judged': at % 3,
  };
  return { request, facts, columns };
}

function opening(at, { request, facts, columns }, decided) {
  const categories = facts['columns.categories'];
  const reasons = (some) => some.map(({ code, ref }) => (ref === undefined ? { code } : { code, rule: ref }));
  const body = {
    roles: facts['actor.roles'],
    team: 'crm',
    request,
    facts,
    decision: decided.kind,
    reasons: reasons(decided.reasons),
    wouldHave: reasons(decided.wouldHave),
    waiversUsed: [],
    policySet: set.digest,
    registers: { ...digests, policies: set.digest },
    categories,
    replay: {
      rules: rulesDigest(set),
      unknown: FACTS.filter(({ name, of }) => of === 'run' && !(name in facts)).map(({ name }) => name),
      columnCategories: [...columns]
        .sort((one, other) => (one.name < other.name ? -1 : 1))
        .map((column) => column.categories.map((category) => categories.indexOf(category))),
      obliged: decided.kind === 'permit' ? obligedDigest(decided) : null,
    },
  };
  const instant = new Date(facts.now).toISOString();
  return { v: 1, type: 'run-opened', run: `run-${at}`, at: instant, environment: 'production', body };
}

const folder = mkdtempSync(join(tmpdir(), 'probity-replay-'));
const state = await openState({ folder, migrations: auditMigrations });
const keys = await openKeys(join(folder, 'keys'), { environment: 'rehearsal', onEvent: () => undefined });
const log = await openLog({ state, signer: keys.logSigner(), folder: join(folder, 'audit') });
let next = 0;
const write = async () => {
  while (next < DECISIONS) {
    const at = next++;
    const asked = decision(at);
    await log.openRun(opening(at, asked, decider.decide(asked.request, asked.facts, asked.columns)));
  }
};
await Promise.all(Array.from({ length: CALLERS }, write));

const alone = secondsOf(() => {
  for (let at = 0; at < DECISIONS; at++) {
    const { request, facts, columns } = decision(at);
    decider.decide(request, facts, columns);
  }
});
const [began, worked] = [performance.now(), process.cpuUsage()];
const result = await replayDecisions({
  entries: log.entries(0, log.size),
  since: START,
  until: START + DECISIONS * WAIT_MS,
  candidate,
  registers: { ...registers, policies: set, digests },
  rulesOf: () => ({ kind: 'absent' }),
});
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(worked);
await log.shutdown();
await state.close();
rmSync(folder, { recursive: true });

const { total, baselines, decisions } = result;
print('decisions', `${decisions}, ${baselines.reproduced} reproduced under ${files.length} policies`);
for (const [kind, count] of Object.entries(total)) print(kind, count);
print('deciding', `${alone.toFixed(2)} s alone: ${micros(alone)} each`);
print('processor', `${((user + system) / 1e6).toFixed(2)} s of the replay`);
print(
  'replay',
  `${seconds.toFixed(2)} s: ${micros(seconds)} each, ${(seconds / alone).toFixed(2)} x the deciding alone`,
);
const told = Object.values(total).every((count) => typeof count === 'number') && total['not-replayable'] === 0;
if (!told || decisions !== DECISIONS || baselines.reproduced !== DECISIONS)
  throw new Error('not every one was replayed');
// The bar is set for the full number; a smaller run is for looking around.
if (DECISIONS >= 100_000 && seconds > BAR_SECONDS) process.exitCode = 1;

function secondsOf(work) {
  const from = performance.now();
  work();
  return (performance.now() - from) / 1000;
}

function micros(total_) {
  return `${((total_ / DECISIONS) * 1e6).toFixed(0)} µs`;
}

function print(what, figure) {
  process.stdout.write(`${what.padEnd(20)} ${figure}\n`);
}
