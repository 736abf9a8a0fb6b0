import { nodeHash } from './merkle.js';

/** Gives the hash over the perfect subtree of 2^height leaves whose first leaf is `index * 2^height`. */
export type NodeReader = (height: number, index: number) => Promise<Buffer>;

/** The inclusion path of a leaf, from the leaf's sibling to the root (RFC 6962 §2.1.1). */
export async function inclusionPath(index: number, size: number, node: NodeReader): Promise<Buffer[]> {
  if (size === 1) return [];
  const split = largestPowerBelow(size);
  return pathIn(index, 0, size, split, node);
}

async function pathIn(index: number, from: number, to: number, split: number, node: NodeReader): Promise<Buffer[]> {
  const middle = from + split;
  const inLeft = index < middle;
  const [low, high] = inLeft ? [from, middle] : [middle, to];
  const sibling = inLeft ? await rangeHash(middle, to, node) : await rangeHash(from, middle, node);
  const below = high - low > 1 ? await pathIn(index, low, high, largestPowerBelow(high - low), node) : [];
  return [...below, sibling];
}

/** The hash over the leaves `from` up to, not including, `to`, where `from` is a multiple of the range's top power. */
async function rangeHash(from: number, to: number, node: NodeReader): Promise<Buffer> {
  const length = to - from;
  const height = Math.log2(length);
  if (Number.isInteger(height)) return node(height, from / length);
  const middle = from + largestPowerBelow(length);
  return nodeHash(await rangeHash(from, middle, node), await rangeHash(middle, to, node));
}

/** The root that an inclusion path leads to, or undefined when its length does not fit (RFC 9162 §2.1.3.2). */
export function rootOfInclusion(
  index: number,
  size: number,
  leaf: Buffer,
  path: readonly Buffer[],
): Buffer | undefined {
  if (index >= size) return undefined;
  let at = BigInt(index);
  let last = BigInt(size) - 1n;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0n) return undefined;
    if (at % 2n === 1n || at === last) {
      root = nodeHash(sibling, root);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      root = nodeHash(root, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? root : undefined;
}

/** The proof that a tree of `older` leaves is a prefix of one of `newer` leaves (RFC 6962 §2.1.2). */
export async function consistencyPath(older: number, newer: number, node: NodeReader): Promise<Buffer[]> {
  if (older === 0 || older === newer) return [];
  return consistencyIn(older, 0, newer, true, node);
}

async function consistencyIn(
  older: number,
  from: number,
  to: number,
  whole: boolean,
  node: NodeReader,
): Promise<Buffer[]> {
  if (older === to - from) return whole ? [] : [await rangeHash(from, to, node)];
  const split = largestPowerBelow(to - from);
  if (older <= split) {
    const below = await consistencyIn(older, from, from + split, whole, node);
    return [...below, await rangeHash(from + split, to, node)];
  }
  const below = await consistencyIn(older - split, from + split, to, false, node);
  return [...below, await rangeHash(from, from + split, node)];
}

/** True when the path proves that the older root is a prefix of the newer one (RFC 9162 §2.1.4.2). */
export function isConsistent(
  older: { readonly size: number; readonly root: Buffer },
  newer: { readonly size: number; readonly root: Buffer },
  path: readonly Buffer[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return path.length === 0;
  const hashes = Number.isInteger(Math.log2(older.size)) ? [older.root, ...path] : [...path];
  const first = hashes[0];
  if (!first) return false;
  let [at, last] = [BigInt(older.size) - 1n, BigInt(newer.size) - 1n];
  while (at % 2n === 1n) [at, last] = [at >> 1n, last >> 1n];
  let [oldRoot, newRoot] = [first, first];
  for (const sibling of hashes.slice(1)) {
    if (last === 0n) return false;
    if (at % 2n === 1n || at === last) {
      oldRoot = nodeHash(sibling, oldRoot);
      newRoot = nodeHash(sibling, newRoot);
      while (at % 2n === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else {
      newRoot = nodeHash(newRoot, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n && oldRoot.equals(older.root) && newRoot.equals(newer.root);
}

/** The largest power of two that is smaller than `length`, for a length above one. */
function largestPowerBelow(length: number): number {
  return 2 ** Math.ceil(Math.log2(length) - 1);
}
