// Processor time of a histogram of 1,000 cells with noise on each, median of rounds in one process; the bar is 20 ms for
// discrete Laplace. Needs `npm run build`.
import { noiseFor, systemBits, withNoise } from '../../dist/noise/index.js';

const CELLS = 1_000;
const ROUNDS = 31;
const values = Array.from({ length: CELLS }, (_, at) => BigInt(at));
const losses = [
  ['laplace, epsilon 1', { epsilon: 1_000_000 }, 1n],
  ['laplace, epsilon 0.1', { epsilon: 100_000 }, 1n],
  ['laplace, epsilon 0.333333', { epsilon: 333_333 }, 1n],
  ['laplace of sums, epsilon 0.1', { epsilon: 100_000 }, 5_000_000_000_000n],
  ['gaussian, rho 0.005', { rho: 5_000_000 }, 1n],
  ['gaussian of sums, rho 0.005', { rho: 5_000_000 }, 5_000_000_000_000n],
];

const bits = systemBits();
for (const [name, loss, sensitivity] of losses) {
  const noise = noiseFor(sensitivity, loss);
  const times = Array.from({ length: ROUNDS }, () => processorMs(() => withNoise(bits, values, noise)));
  const [least, middle] = [times.toSorted((a, b) => a - b)[0], times.toSorted((a, b) => a - b)[ROUNDS >> 1]];
  process.stdout.write(`${name.padEnd(30)} ${CELLS} cells: ${middle.toFixed(2)} ms, least ${least.toFixed(2)} ms\n`);
}

function processorMs(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
