import { readFileSync } from 'node:fs';
import { packageRoot, readYaml } from '../documents/index.js';
import { systemCallFilter } from './system-call-filter.js';

const list = readFileSync(new URL('test/escapes.yaml', packageRoot()), 'utf8');
const { systemCalls } = readYaml('test/escapes.yaml', list).value as { systemCalls: Readonly<Record<string, number>> };

const ALLOWED = 0x7fff0000;
const NOT_PERMITTED = 0x00050001;
const NOT_THERE = 0x00050026;
const KILLED = 0x80000000;
const X86_64 = 0xc000003e;
const CLONE = 56;
const THREAD_FLAGS = 0x3d0f00;

describe('the system-call filter', () => {
  const filter = systemCallFilter();

  it.each(Object.entries(systemCalls))('refuses %s', (_name, number) => {
    expect(verdict(filter, number)).toBe(NOT_PERMITTED);
  });

  it('lets everything else through that Node needs', () => {
    for (const number of [0, 1, 3, 9, 11, 13, 16, 20, 59, 202, 228, 231, 257, 262, 281, 291, 318, 334]) {
      expect(verdict(filter, number)).toBe(ALLOWED);
    }
  });

  it('lets clone make threads and no processes', () => {
    expect(verdict(filter, CLONE, { argument: THREAD_FLAGS })).toBe(ALLOWED);
    expect(verdict(filter, CLONE, { argument: 0x11 })).toBe(NOT_PERMITTED);
  });

  it('says that clone3 does not exist, so that the C library falls back to clone', () => {
    expect(verdict(filter, 435)).toBe(NOT_THERE);
  });

  it('kills a call of another architecture and of the x32 table', () => {
    expect(verdict(filter, 0, { architecture: 0x40000003 })).toBe(KILLED);
    expect(verdict(filter, 0x40000000)).toBe(KILLED);
  });
});

/** Runs the program as the kernel does, over the data of one call. */
function verdict(program: Uint8Array, number: number, { architecture = X86_64, argument = 0 } = {}): number {
  const view = new DataView(program.buffer);
  const words: Readonly<Record<number, number>> = { 0: number, 4: architecture, 16: argument };
  let accumulator = 0;
  for (let at = 0; at < program.length / 8; at += 1) {
    const code = view.getUint16(at * 8, true);
    const value = view.getUint32(at * 8 + 4, true);
    if (code === 0x20) accumulator = words[value] as number;
    else if (code === 0x06) return value;
    else at += view.getUint8(at * 8 + (holds(code, accumulator, value) ? 2 : 3));
  }
  throw new Error('the program ends without a verdict');
}

function holds(code: number, accumulator: number, value: number): boolean {
  if (code === 0x15) return accumulator === value;
  if (code === 0x35) return accumulator >= value;
  return (accumulator & value) !== 0;
}
