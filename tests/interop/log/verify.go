// Verifies an exported log with Go's own sumdb packages, which know nothing of the gateway:
//
//	verify LOG [RECEIPTS] [CHECKPOINT...]
//
// LOG is a folder as `gateway log export` writes it (C2SP tlog-tiles). RECEIPTS is a folder of pairs N.leaf and N.proof (C2SP
// tlog-proof); "" where there are none. Each CHECKPOINT is an earlier one, which the log has to extend.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// folder reads tiles of C2SP tlog-tiles, whose paths leave the height out.
type folder string

func (f folder) Height() int { return tileHeight }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(f.path(tile, strconv.Itoa(tile.L)))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

func (f folder) path(tile tlog.Tile, kind string) string {
	name := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/%d/", tileHeight, tile.L))
	return filepath.Join(string(f), "tile", kind, name)
}

type checkpoint struct {
	size int64
	root tlog.Hash
}

// open reads a signed checkpoint; the note package verifies its signature.
func open(text []byte, keys note.Verifiers) (checkpoint, error) {
	opened, err := note.Open(text, keys)
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.SplitN(opened.Text, "\n", 4)
	if len(lines) < 4 || lines[0] != opened.Sigs[0].Name {
		return checkpoint{}, fmt.Errorf("not a checkpoint of %s", opened.Sigs[0].Name)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return checkpoint{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != sha256.Size {
		return checkpoint{}, fmt.Errorf("the root is not a hash")
	}
	return checkpoint{size, tlog.Hash(*(*[sha256.Size]byte)(root))}, nil
}

// entries compares every entry of the bundles with the hash that the tree has for it.
func entries(at folder, tree checkpoint, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.size; first += 1 << tileHeight {
		tile := tlog.Tile{H: tileHeight, N: first >> tileHeight, W: int(min(tree.size-first, 1<<tileHeight))}
		bundle, err := os.ReadFile(at.path(tile, "entries"))
		if err != nil {
			return err
		}
		for i := 0; i < tile.W; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("entry %d is cut short", first+int64(i))
			}
			length := int(binary.BigEndian.Uint16(bundle))
			expected, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, first+int64(i))})
			if err != nil {
				return err
			}
			if tlog.RecordHash(bundle[2:2+length]) != expected[0] {
				return fmt.Errorf("entry %d has another hash than the tree", first+int64(i))
			}
			bundle = bundle[2+length:]
		}
		if len(bundle) > 0 {
			return fmt.Errorf("there are bytes after the entries of bundle %d", tile.N)
		}
	}
	return nil
}

// receipt verifies a tlog-proof and answers the checkpoint that it leads to.
func receipt(leaf, proof []byte, keys note.Verifiers) (checkpoint, error) {
	head, signed, found := bytes.Cut(proof, []byte("\n\n"))
	if !found {
		return checkpoint{}, fmt.Errorf("no checkpoint")
	}
	tree, err := open(signed, keys)
	if err != nil {
		return checkpoint{}, err
	}
	lines := strings.Split(string(head), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return checkpoint{}, fmt.Errorf("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return checkpoint{}, err
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(hash) != sha256.Size {
			return checkpoint{}, fmt.Errorf("not a hash: %q", line)
		}
		path = append(path, tlog.Hash(*(*[sha256.Size]byte)(hash)))
	}
	return tree, tlog.CheckRecord(path, tree.size, tree.root, index, tlog.RecordHash(leaf))
}

// extends proves that one tree begins with another.
func extends(now, before checkpoint, hashes tlog.HashReader) error {
	if before.size == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(now.size, before.size, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, now.size, now.root, before.size, before.root)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func check(what string, err error) {
	if err != nil {
		fmt.Printf("%s: %v\n", what, err)
		os.Exit(1)
	}
}

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: verify LOG [RECEIPTS] [CHECKPOINT...]")
		os.Exit(2)
	}
	at := folder(os.Args[1])
	key, err := os.ReadFile(filepath.Join(os.Args[1], "log.vkey"))
	check("log.vkey", err)
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	check("log.vkey", err)
	keys := note.VerifierList(verifier)
	text, err := os.ReadFile(filepath.Join(os.Args[1], "checkpoint"))
	check("checkpoint", err)
	tree, err := open(text, keys)
	check("checkpoint", err)

	// The reader checks each tile against the root before it hands out a hash.
	hashes := tlog.TileHashReader(tlog.Tree{N: tree.size, Hash: tree.root}, at)
	check("entries", entries(at, tree, hashes))

	var receipts []string
	if len(os.Args) > 2 && os.Args[2] != "" {
		receipts, err = filepath.Glob(filepath.Join(os.Args[2], "*.proof"))
		check("receipts", err)
	}
	for _, file := range receipts {
		proof, err := os.ReadFile(file)
		check(file, err)
		leaf, err := os.ReadFile(strings.TrimSuffix(file, ".proof") + ".leaf")
		check(file, err)
		then, err := receipt(leaf, proof, keys)
		check(file, err)
		check(file, extends(tree, then, hashes))
	}
	earlier := os.Args[min(int64(len(os.Args)), 3):]
	for _, file := range earlier {
		text, err := os.ReadFile(file)
		check(file, err)
		then, err := open(text, keys)
		check(file, err)
		check(file, extends(tree, then, hashes))
	}
	fmt.Printf("verified: %d entries, %d receipts, %d earlier checkpoints\n", tree.size, len(receipts), len(earlier))
}
