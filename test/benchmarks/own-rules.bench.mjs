// Times a whole decision of a deployment without own rules, and with one: the same 100 policies, the same questions, in
// turn in one run. A deployment without own rules must pay nothing. Needs `npm run build`; prints one line of totals.
import { readFileSync } from 'node:fs';
import { ownRuleRegister, readOwnRule } from '../../dist/registers/own-rules/index.js';
import { createDecider, kernelEvaluator, OwnRules, runDecider } from '../../dist/stages/decision/index.js';
import { CATEGORIES, generator, policySet, question } from './decision-worlds.mjs';

const ROUNDS = 9;
const CALLS = 1_000;
/** How often the decision alone a deployment without own rules may cost, and one own rule, p50 in microseconds. */
const BARS = { without: 1.25, own: 1_500 };

const bundle = readFileSync(new URL('../own-rules/sensitivity-budget/bundle.tar.gz', import.meta.url));
const rule = readOwnRule('sensitivity-budget', new Uint8Array(bundle), 'sensitivity-budget');
const limits = { deadlineMs: 5_000, memoryMb: 16 };
const own = new OwnRules(ownRuleRegister([rule], { limits, categories: new Set() }));

const random = generator(11);
const set = policySet(random, 100);
const decider = createDecider(set, kernelEvaluator(set, CATEGORIES));
const asks = Array.from({ length: 500 }, () => asked(question(random, 100)));

function asked({ purpose, dataset, plugin, categories, facts }) {
  const columns = categories.map((category) => ({ name: category, categories: [category] }));
  return [{ purpose, dataset, plugin, columns: columns.map(({ name }) => name) }, facts, columns];
}

async function timed(decide) {
  const times = new Float64Array(CALLS);
  for (let call = 0; call < CALLS; call++) {
    const one = asks[call % asks.length];
    const began = performance.now();
    await decide(...one);
    times[call] = (performance.now() - began) * 1_000;
  }
  return times.sort()[CALLS / 2];
}

const ways = {
  alone: (...one) => Promise.resolve(decider.decide(...one)),
  without: runDecider(decider, null).decide,
  own: runDecider(decider, own).decide,
};
const best = {};
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, way] of Object.entries(ways)) {
    best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, await timed(way));
  }
}
await own.close();

console.log(`decision alone, p50            ${best.alone.toFixed(1)} µs`);
console.log(
  `without own rules, p50         ${best.without.toFixed(1)} µs (${(best.without / best.alone).toFixed(2)} ×)`,
);
console.log(`with one own rule, p50         ${best.own.toFixed(1)} µs`);
const passed = [best.without / best.alone <= BARS.without, best.own <= BARS.own].filter(Boolean).length;
console.log(`${passed} passed, ${2 - passed} failed`);
process.exitCode = passed === 2 ? 0 : 1;
