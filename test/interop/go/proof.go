package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

const proofHead = "c2sp.org/tlog-proof@v1\n"

// checkProof verifies a .tlog-proof file for the exact bytes of an entry.
func checkProof(proofFile, entryFile, key string) error {
	text, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	entry, err := os.ReadFile(entryFile)
	if err != nil {
		return err
	}
	body, checkpoint, found := strings.Cut(string(text), "\n\n")
	if !found || !strings.HasPrefix(body, proofHead) {
		return errors.New("not a tlog-proof")
	}
	index, proof, err := parseProof(strings.Split(strings.TrimPrefix(body, proofHead), "\n"))
	if err != nil {
		return err
	}
	tree, err := openCheckpoint([]byte(checkpoint), key)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func parseProof(lines []string) (int64, tlog.RecordProof, error) {
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return 0, nil, fmt.Errorf("tlog-proof: %w", err)
	}
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return 0, nil, fmt.Errorf("tlog-proof: %w", err)
		}
		proof = append(proof, hash)
	}
	return index, proof, nil
}
