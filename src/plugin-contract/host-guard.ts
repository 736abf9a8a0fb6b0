import { seededRandom } from './random.js';

// A second fence inside the sandbox, for plugins by mistake rather than by intent: the clock stands still and
// randomness comes from the seed, so that a library that asks for either cannot make two equal runs differ.
let random = seededRandom(0);

/** Starts the numbers of `Math.random` again. */
export function reseed(seed: number): void {
  random = seededRandom(seed);
}

class StandingDate extends Date {
  constructor(...given: [] | [number | string | Date]) {
    super(...((given.length === 0 ? [0] : given) as [number]));
  }
  static override now(): number {
    return 0;
  }
}

function fix(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: false, configurable: false });
}

fix(Math, 'random', () => random());
fix(globalThis, 'Date', StandingDate);
fix(performance, 'now', () => 0);
fix(
  process,
  'hrtime',
  Object.assign(() => [0, 0], { bigint: () => 0n }),
);
fix(process, 'uptime', () => 0);
fix(process, 'cpuUsage', () => ({ user: 0, system: 0 }));
fix(crypto, 'getRandomValues', () => {
  throw new Error('there is no randomness but the seed');
});
fix(crypto, 'randomUUID', () => {
  throw new Error('there is no randomness but the seed');
});
