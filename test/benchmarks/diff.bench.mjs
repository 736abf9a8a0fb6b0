// Times a comparison by meaning of 200 policies against a changed copy, as a ratio to loading one of the two sets in the
// same run. Three copies: unchanged, a tenth changed, all changed. Needs `npm run build`; prints one line of totals.
import { exampleRegisters, policySetOf } from '../../dist/registers/policies/index.js';
import { loadTaxonomy } from '../../dist/registers/taxonomy/index.js';
import { diffPolicies } from '../../dist/workbench/diff/index.js';
import { generator } from './decision-worlds.mjs';
import { changedTexts, policyTexts } from './diff-worlds.mjs';

const SIZE = 200;
const ROUNDS = 3;
/** Seconds that one comparison may take. */
const BAR = 10;
const SHARES = { unchanged: 0, 'a tenth changed': 0.1, 'all changed': 1 };

const registers = { ...exampleRegisters(), taxonomy: loadTaxonomy() };
const categories = [...registers.taxonomy.categories];
const filesOf = (texts) =>
  texts.map(({ name, text }) => ({
    file: `${name}/policy.yaml`,
    name: `${name}/policy.yaml`,
    expected: name,
    holds: 'policy',
    text,
  }));
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

function timed(work) {
  const began = performance.now();
  const value = work();
  return { value, seconds: (performance.now() - began) / 1_000 };
}

const texts = policyTexts(generator(7), SIZE);
let failed = 0;
for (const [name, share] of Object.entries(SHARES)) {
  const copy = changedTexts(generator(8), texts, share);
  const rounds = Array.from({ length: ROUNDS }, () => {
    const load = timed(() => policySetOf(filesOf(texts), registers));
    const other = policySetOf(filesOf(copy), registers);
    return { load: load.seconds, diff: timed(() => diffPolicies(load.value, other, { categories })) };
  });
  const load = median(rounds.map((round) => round.load));
  const seconds = median(rounds.map((round) => round.diff.seconds));
  const { changes, undecided, compared } = rounds[0].diff.value;
  const good = seconds <= BAR && undecided.length === 0;
  if (!good) failed += 1;
  process.stdout.write(
    `${good ? 'pass' : 'FAIL'}  ${SIZE} policies, ${name}: ${seconds.toFixed(2)} s, ${(seconds / load).toFixed(1)} × a load; ` +
      `${compared.differing} differ, ${changes.length} changes, ${undecided.length} undecided, ${compared.steps} steps\n`,
  );
}
process.stdout.write(`${Object.keys(SHARES).length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
