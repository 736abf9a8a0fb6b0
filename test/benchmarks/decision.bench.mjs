// Times a decision in process: 100 and 10,000 policies of three levels, 22 facts. The two sizes are asked in turn in one
// run, because the machine is noisy and the ratio is what counts. Needs `npm run build`; prints one line of totals.
import { kernelEvaluator, referenceAnswer } from '../../dist/stages/decision/index.js';
import { CATEGORIES, generator, policySet, question } from './decision-worlds.mjs';

const SIZES = [100, 10_000];
const ROUNDS = 15;
const CALLS = 2_000;
/**
 * The engine's own bars: p50 in microseconds, taken from the round that was least disturbed, how often the cost of an
 * empty set it may be, and what a hundred times as many policies may cost.
 */
const BARS = { p50: 60, fixed: 5, hot: 1.2, uniform: 2.5 };

async function world(size) {
  const random = generator(11);
  const set = policySet(random, size);
  const began = performance.now();
  const kernel = await kernelEvaluator(set, CATEGORIES);
  const loadMs = performance.now() - began;
  const uniform = Array.from({ length: 5_000 }, () => question(random, size));
  for (const one of uniform.slice(0, 500)) agree(set, kernel, one);
  return { size, kernel, loadMs, uniform, hot: repeated(kernel, uniform) };
}

function agree(set, kernel, one) {
  const [answer, expected] = [kernel.answer(one), referenceAnswer(set, one)];
  if (JSON.stringify(answer) !== JSON.stringify(expected))
    throw new Error(`the evaluators differ on ${JSON.stringify(one)}`);
}

/** Ten requests that come again and again; as many permits as denials at every size, for a permit costs more. */
function repeated(kernel, questions) {
  const of = (effect) => questions.filter((one) => kernel.answer(one).effect === effect).slice(0, 5);
  return [...of('permit'), ...of('deny')];
}

function timed(kernel, questions, offset) {
  const times = new Float64Array(CALLS);
  for (let call = 0; call < CALLS; call++) {
    const one = questions[(offset + call) % questions.length];
    const began = process.hrtime.bigint();
    kernel.answer(one);
    times[call] = Number(process.hrtime.bigint() - began) / 1_000;
  }
  return times.sort();
}

const at = (sorted, share) => sorted[Math.floor(sorted.length * share)];
const median = (values) => at(Float64Array.from(values).sort(), 0.5);

function note(name, value) {
  found[name] = [...(found[name] ?? []), value];
}

const worlds = [];
for (const size of SIZES) worlds.push(await world(size));
const empty = await kernelEvaluator({ digest: 'sha256:0', rules: [], waivers: [], durations: [] }, CATEGORIES);
const found = {};
for (let round = 0; round < ROUNDS; round++) {
  note('no policy p50', at(timed(empty, worlds[0].uniform, round * CALLS), 0.5));
  for (const { size, kernel, uniform, hot } of worlds) {
    for (const [name, questions] of Object.entries({ hot, uniform })) {
      const times = timed(kernel, questions, round * CALLS);
      for (const share of [0.5, 0.95, 0.99]) note(`${name} ${size} p${share * 100}`, at(times, share));
    }
  }
}

const micros = Object.fromEntries(
  Object.entries(found).map(([name, values]) => [name, Number(median(values).toFixed(1))]),
);
for (const [name, value] of Object.entries(micros)) process.stdout.write(`${name.padEnd(22)} ${value} µs\n`);
for (const { size, loadMs } of worlds) process.stdout.write(`${`load ${size}`.padEnd(22)} ${loadMs.toFixed(0)} ms\n`);
const [few, many] = SIZES;
const ratio = (name) => micros[`${name} ${many} p50`] / micros[`${name} ${few} p50`];
const checks = [
  [`p50 of ${few} policies, µs`, Math.min(...found[`uniform ${few} p50`]), BARS.p50],
  [`${few} policies to none`, micros[`uniform ${few} p50`] / micros['no policy p50'], BARS.fixed],
  [`${many} to ${few}, repeated requests`, ratio('hot'), BARS.hot],
  [`${many} to ${few}, random requests`, ratio('uniform'), BARS.uniform],
];
for (const [what, value, bar] of checks) {
  process.stdout.write(`${value <= bar ? 'pass' : 'FAIL'}  ${what}: ${value.toFixed(2)}, at most ${bar}\n`);
}
const failed = checks.filter(([, value, bar]) => value > bar).length;
process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
