// Command checklog verifies a log folder with the libraries of the Go checksum database and nothing of Probity.
//
//	checklog -key VKEY DIR
//	checklog -key VKEY -proof FILE -entry FILE
//
// Of a folder it checks the signature, every entry against its leaf hash, every tile against the hashes below it, the root, and an
// inclusion proof for the first and the last entry. On success it prints one line and exits 0; else it names the
// entry or tile and exits 1. The second form checks a .tlog-proof file for the exact bytes of an entry.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	key := flag.String("key", "", "verifier key")
	proof := flag.String("proof", "", "a .tlog-proof file")
	entry := flag.String("entry", "", "the file with the bytes of its entry")
	flag.Parse()
	if *proof != "" {
		if err := checkProof(*proof, *entry, *key); err != nil {
			fmt.Fprintln(os.Stderr, "refused:", err)
			os.Exit(1)
		}
		fmt.Println("verified proof")
		return
	}
	if *key == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: checklog -key VKEY DIR")
		os.Exit(1)
	}
	tree, err := check(flag.Arg(0), *key)
	if err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
	fmt.Printf("verified log with size %d and root %s\n", tree.N, tree.Hash)
}

func check(dir, key string) (tlog.Tree, error) {
	tree, err := signedTree(dir, key)
	if err != nil || tree.N == 0 {
		return tree, errors.Join(err, emptyRoot(tree))
	}
	hashes, err := storedHashes(dir, tree.N)
	if err != nil {
		return tree, err
	}
	if err := checkTiles(dir, tree.N, hashes); err != nil {
		return tree, err
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return tree, err
	}
	if root != tree.Hash {
		return tree, fmt.Errorf("root mismatch: the entries lead to %s, signed was %s", root, tree.Hash)
	}
	return tree, checkProofs(dir, tree)
}

func signedTree(dir, key string) (tlog.Tree, error) {
	message, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	return openCheckpoint(message, key)
}

// openCheckpoint opens a signed note of origin, size and root.
func openCheckpoint(message []byte, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("checkpoint: not origin, size and root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("checkpoint: %w", err)
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func emptyRoot(tree tlog.Tree) error {
	root, err := tlog.TreeHash(0, nil)
	if err == nil && tree.N == 0 && root != tree.Hash {
		err = fmt.Errorf("root mismatch: the empty tree has %s, signed was %s", root, tree.Hash)
	}
	return err
}

// memory holds every hash that the checksum database would store for the log.
type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, 0, len(indexes))
	for _, index := range indexes {
		if index >= int64(len(m)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found = append(found, m[index])
	}
	return found, nil
}

// storedHashes hashes every entry again and compares it with the published leaf hash.
func storedHashes(dir string, size int64) (memory, error) {
	var hashes memory
	for index := int64(0); index < size; {
		width := min(size-index, 1<<height)
		tile := tlog.Tile{H: height, L: 0, N: index >> height, W: int(width)}
		leaves, err := readTile(dir, tile)
		if err != nil {
			return nil, err
		}
		// A bundle that is cut may still hold a changed entry before the cut: that one is named first.
		entries, cut := readBundle(dir, tile, index)
		for at, entry := range entries {
			leaf := tlog.RecordHash(entry)
			if !bytes.Equal(leaf[:], leaves[at*tlog.HashSize:(at+1)*tlog.HashSize]) {
				return nil, fmt.Errorf("entry %d does not hash to its leaf in %s", index, path(tile))
			}
			stored, err := tlog.StoredHashesForRecordHash(index, leaf, hashes)
			if err != nil {
				return nil, err
			}
			hashes = append(hashes, stored...)
			index++
		}
		if cut != nil {
			return nil, cut
		}
	}
	return hashes, nil
}

// checkTiles compares every published tile above the leaves with the hashes below it.
func checkTiles(dir string, size int64, hashes memory) error {
	for _, tile := range tlog.NewTiles(height, 0, size) {
		if tile.L == 0 {
			continue
		}
		want, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		got, err := readTile(dir, tile)
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("tile %s does not hold the hashes of the tiles below it", path(tile))
		}
	}
	return nil
}

// folder reads tiles for tlog.TileHashReader, which checks each of them against the signed root.
type folder string

func (folder) Height() int                     { return height }
func (folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, 0, len(tiles))
	for _, tile := range tiles {
		bytes, err := readTile(string(f), tile)
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func checkProofs(dir string, tree tlog.Tree) error {
	reader := tlog.TileHashReader(tree, folder(dir))
	for _, index := range []int64{0, tree.N - 1} {
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return err
		}
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf[0]); err != nil {
			return fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return nil
}

// path is the C2SP form of a tile's path: no height, and `entries` for the bundles.
func path(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
}

func readTile(dir string, tile tlog.Tile) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, path(tile)))
	if err == nil && len(data) != tile.W*tlog.HashSize {
		err = fmt.Errorf("tile %s has %d bytes instead of %d", path(tile), len(data), tile.W*tlog.HashSize)
	}
	return data, err
}

func readBundle(dir string, tile tlog.Tile, first int64) ([][]byte, error) {
	name := strings.Replace(path(tile), "tile/0/", "tile/entries/", 1)
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(entries) < tile.W {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return entries, fmt.Errorf("bundle %s is cut in entry %d", name, first+int64(len(entries)))
		}
		length := int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(data) > 0 {
		return entries, fmt.Errorf("bundle %s has %d bytes after entry %d", name, len(data), first+int64(tile.W)-1)
	}
	return entries, nil
}
