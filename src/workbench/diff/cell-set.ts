/** A set of cells of one variable, 32 to a word; never changed once made. */
export type CellSet = Uint32Array;

export function cellSet(size: number, has: (cell: number) => boolean): CellSet {
  const set = new Uint32Array((size + 31) >>> 5);
  for (let cell = 0; cell < size; cell++)
    if (has(cell)) set[cell >>> 5] = (set[cell >>> 5] as number) | (1 << (cell & 31));
  return set;
}

export function cellsIn(set: CellSet): readonly number[] {
  const cells: number[] = [];
  for (let word = 0; word < set.length; word++) {
    for (let bits = set[word] as number; bits !== 0; bits &= bits - 1) cells.push(word * 32 + lowest(bits));
  }
  return cells;
}

export function meets(a: CellSet, b: CellSet): boolean {
  for (let word = 0; word < a.length; word++) if (((a[word] as number) & (b[word] as number)) !== 0) return true;
  return false;
}

export function common(a: CellSet, b: CellSet): CellSet {
  return a.map((word, at) => word & (b[at] as number));
}

export function joined(a: CellSet, b: CellSet): CellSet {
  return a.map((word, at) => word | (b[at] as number));
}

export function without(a: CellSet, b: CellSet): CellSet {
  return a.map((word, at) => word & ~(b[at] as number));
}

export function isEmpty(set: CellSet): boolean {
  return set.every((word) => word === 0);
}

/** True where at most one cell is left. */
export function isSingle(set: CellSet): boolean {
  let seen = false;
  for (const word of set) {
    if (word === 0) continue;
    if (seen || (word & (word - 1)) !== 0) return false;
    seen = true;
  }
  return true;
}

function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
