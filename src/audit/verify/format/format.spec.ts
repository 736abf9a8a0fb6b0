import fc from 'fast-check';
import {
  consistencyPath,
  EMPTY_ROOT,
  encodeBundle,
  inclusionPath,
  isConsistent,
  leafHash,
  Malformed,
  nodeHash,
  openCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  printTlogProof,
  readBundle,
  rootOfInclusion,
  type Tile,
  TileTree,
  tilePath,
  tilesOfTree,
} from './index.js';

const MAX = 700;
const leaves = Array.from({ length: MAX }, (_, at) => leafHash(Buffer.from(String(at))));

/** MTH of RFC 6962 §2.1, word for word. */
function treeHash(from: number, to: number): Buffer {
  if (to === from) return EMPTY_ROOT;
  const [only] = leaves.slice(from, to);
  if (to - from === 1 && only) return only;
  let split = 1;
  while (split * 2 < to - from) split *= 2;
  return nodeHash(treeHash(from, from + split), treeHash(from + split, to));
}
const node = async (height: number, index: number) => treeHash(index * 2 ** height, (index + 1) * 2 ** height);

function grown(size: number): { tree: TileTree; tiles: Tile[] } {
  const tree = new TileTree();
  const tiles = leaves.slice(0, size).flatMap((leaf) => [...tree.append(leaf)]);
  return { tree, tiles };
}

const sizes = fc.integer({ min: 1, max: MAX });
const pairs = sizes.chain((size) => fc.tuple(fc.nat({ max: size }), fc.constant(size)));

describe('the Merkle tree', () => {
  it('has the roots of RFC 6962 for the empty tree and one empty entry', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash(Buffer.alloc(0)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it.each([0, 1, 2, 3, 255, 256, 257, 511, 512, 513, MAX])('has the root of the definition at size %i', (size) => {
    expect(grown(size).tree.root()).toStrictEqual(treeHash(0, size));
  });

  it('completes and leaves partial exactly the tiles that the layout names', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const { tree, tiles } = grown(size);
        const found = [...tiles, ...tree.edge()].map(({ level, index, hashes }) =>
          tilePath(level, index, hashes.length),
        );
        const named = [...tilesOfTree(size)].map(({ level, index, width }) => tilePath(level, index, width));
        expect(found.sort()).toStrictEqual(named.sort());
      }),
      { numRuns: 50 },
    );
  });

  it('grows on from its right edge as if it had never stopped', () => {
    fc.assert(
      fc.property(pairs, ([stop, size]) => {
        const resumed = grown(stop).tree.clone();
        for (const leaf of leaves.slice(stop, size)) resumed.append(leaf);
        expect(resumed.root()).toStrictEqual(treeHash(0, size));
      }),
      { numRuns: 50 },
    );
  });

  it('proves each entry, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(), async ([at, size], other) => {
        const index = Math.min(at, size - 1);
        const path = await inclusionPath(index, size, node);
        const root = treeHash(0, size);
        const leaf = leaves[index] ?? EMPTY_ROOT;
        expect(rootOfInclusion(index, size, leaf, path)).toStrictEqual(root);
        const wrong = other % size;
        if (wrong !== index) expect(rootOfInclusion(wrong, size, leaf, path)?.equals(root) ?? false).toBe(false);
        expect(rootOfInclusion(index, size, leaf, path.slice(1))?.equals(root) ?? false).toBe(size === 1);
        expect(rootOfInclusion(index, size, leaf, [...path, root])).toBeUndefined();
      }),
    );
  });

  it('proves that it only grew, and refuses another past', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(), async ([before, size], at) => {
        const path = await consistencyPath(before, size, node);
        const older = { size: before, root: treeHash(0, before) };
        const newer = { size, root: treeHash(0, size) };
        expect(isConsistent(older, newer, path)).toBe(true);
        expect(isConsistent(newer, older, path)).toBe(before === size);
        if (before > 0) expect(isConsistent({ size: before, root: leafHash(older.root) }, newer, path)).toBe(false);
        if (path.length > 0) {
          const broken = path.map((hash, place) => (place === at % path.length ? leafHash(hash) : hash));
          expect(isConsistent(older, newer, broken)).toBe(false);
          expect(isConsistent(older, newer, path.slice(1))).toBe(false);
        }
      }),
    );
  });
});

describe('the layout of C2SP tlog-tiles', () => {
  it('writes an index in groups of three digits', () => {
    expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067');
    expect(tilePath('entries', 0, 8)).toBe('tile/entries/000.p/8');
    expect(tilePath(63, 999)).toBe('tile/63/999');
    expect(tilePath(1, 1000, 1)).toBe('tile/1/x001/000.p/1');
  });

  it('has the tiles that the specification counts for 70,000 entries, and for 256', () => {
    const tiles = [...tilesOfTree(70_000)];
    expect(tiles.filter(({ level, width }) => level === 0 && width === 256)).toHaveLength(273);
    expect(tiles.filter(({ width }) => width < 256)).toStrictEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
    expect([...tilesOfTree(256)]).toStrictEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
  });

  it('reads back the bundles it writes, and says where one is cut', () => {
    const entries = [Buffer.from('entry 6'), Buffer.alloc(0), Buffer.alloc(16_384, 7)];
    const bytes = encodeBundle(entries);
    expect(bytes.subarray(0, 9).toString('latin1')).toBe('\0\x07entry 6');
    expect(readBundle(bytes)).toStrictEqual({ entries, end: bytes.length });
    expect(readBundle(bytes.subarray(0, 500))).toStrictEqual({ entries: entries.slice(0, 2), end: 11 });
  });
});

describe('proofs and keys as text', () => {
  const vkey = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
  const proof = { index: 7, path: leaves.slice(0, 3), checkpoint: 'log\n8\nroot\n\n— log signature\n' };

  it('reads back the proof it writes, with and without extra data', () => {
    expect(parseTlogProof(printTlogProof(proof))).toStrictEqual(proof);
    const extra = { ...proof, extra: Buffer.from('more') };
    expect(parseTlogProof(printTlogProof(extra))).toStrictEqual(extra);
    expect(printTlogProof({ ...proof, path: [] })).toBe(`c2sp.org/tlog-proof@v1\nindex 7\n\n${proof.checkpoint}`);
  });

  it.each([
    ['another head', (text: string) => text.replace('@v1', '@v2')],
    ['a leading zero', (text: string) => text.replace('index 7', 'index 07')],
    ['no index', (text: string) => text.replace('index 7\n', '')],
    ['base64 that is not canonical', (text: string) => text.replace('=\n', '\n')],
    ['a short hash', (text: string) => text.replace('index 7\n', 'index 7\nAAAA\n')],
    ['no checkpoint', (text: string) => text.slice(0, text.indexOf('\n\n'))],
  ])('refuses a proof with %s', (_what, change) => {
    expect(() => parseTlogProof(change(printTlogProof(proof)))).toThrow(Malformed);
  });

  it.each([
    ['another name', vkey.replace('testdata', 'testdatb')],
    ['another id', vkey.replace('33d7', '33d8')],
    ['another kind of key', vkey.replace('+Ae', '+Be')],
    ['no key', 'example.com+33d7b496'],
  ])('refuses a verifier key with %s', (_what, text) => {
    expect(() => parseVerifierKey(text)).toThrow(Malformed);
  });

  it('never ends in anything but a checkpoint or a refusal', () => {
    const verifier = parseVerifierKey(vkey);
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((text) => `${text}\n\n— example.com/log/testdata ${text}\n`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(() => openCheckpoint(text, verifier)).toThrow(Malformed);
      }),
    );
  });
});
