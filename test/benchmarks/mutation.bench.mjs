// Mutants a second over the policies of the release, against plain runs of the same cases on the same evaluator, in one
// process. Needs `npm run build`.
import { fileURLToPath } from 'node:url';
import { exampleRegisters } from '../../dist/registers/policies/index.js';
import { referenceCases } from '../../dist/workbench/case-evaluator.js';
import { testMutants, testPolicies } from '../../dist/workbench/index.js';

const ROUNDS = 7;
const folders = [fileURLToPath(new URL('../../policies', import.meta.url))];
const registers = exampleRegisters();

const plain = () => testPolicies(folders, registers, [referenceCases]);
const mutation = () => testMutants(folders, registers);

function timed(work) {
  const began = performance.now();
  const result = work();
  return { result, ms: performance.now() - began };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

plain();
mutation();
// In turn, because the machine is noisy and the ratio is what counts.
const rounds = Array.from({ length: ROUNDS }, () => ({ plain: timed(plain), mutation: timed(mutation) }));
const [plainMs, mutationMs] = [median(rounds.map((one) => one.plain.ms)), median(rounds.map((one) => one.mutation.ms))];
const { passed, failed } = rounds[0].plain.result;
const { mutants, killed } = rounds[0].mutation.result;
if (failed > 0 || killed === 0) throw new Error('the cases do not pass, so there is nothing to time');
print('plain run', `${passed} cases in ${plainMs.toFixed(0)} ms, ${Math.round((1000 * passed) / plainMs)} cases/s`);
print(
  'mutation',
  `${mutants} mutants in ${mutationMs.toFixed(0)} ms, ${Math.round((1000 * mutants) / mutationMs)} mutants/s`,
);
print('one mutant', `${(mutationMs / mutants / plainMs).toFixed(3)} x a plain run`);

function print(what, figure) {
  process.stdout.write(`${what.padEnd(12)} ${figure}\n`);
}
