import type { Bindings } from './bindings.js';

/**
 * A number of 32 bits that key and seed fix, spread evenly: the finaliser of MurmurHash3 over the halves of the key, in
 * 64-bit integers that cannot overflow.
 */
export function printSpread(key: string, seed: number, bindings: Bindings): string {
  const low = `(cast(${key} & 4294967295 as ubigint))`;
  const high = `(cast((${key} >> 32) & 4294967295 as ubigint))`;
  const start = `xor(${low}, cast(${bindings.bind(seed >>> 0)} as ubigint))`;
  const next = `xor(xor(${mixed(start)}, ${high}), cast(${bindings.bind(Math.floor(seed / 2 ** 32) >>> 0)} as ubigint))`;
  return mixed(`(${next})`);
}

function mixed(value: string): string {
  const step = (x: string, shift: number, factor: number) =>
    `((xor(${x}, ${x} >> ${shift}) * ${factor}::ubigint) & 4294967295::ubigint)`;
  return step(step(value, 16, 2_246_822_507), 13, 3_266_489_909);
}
