export { decodeTile, encodeBundle, encodeTile, readBundle } from './bundle.js';
export { type Checkpoint, checkpointBody, openCheckpoint } from './checkpoint.js';
export { Malformed } from './malformed.js';
export { EMPTY_ROOT, HASH_BYTES, leafHash, nodeHash, perfectRoot } from './merkle.js';
export { consistencyPath, inclusionPath, isConsistent, type NodeReader, rootOfInclusion } from './proofs.js';
export { type NoteVerifier, openNote, parseVerifierKey, signatureLine, verifierKey } from './signed-note.js';
export { partialsPath, type TilePlace, tilePath, tilesOfLevel, tilesOfTree } from './tile-path.js';
export { TILE_HEIGHT, TILE_WIDTH, type Tile, TileTree } from './tile-tree.js';
export { parseTlogProof, printTlogProof, type TlogProof } from './tlog-proof.js';
