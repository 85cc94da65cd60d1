// Checks a running server with Go's sumdb/tlog and sumdb/note. Use:
//
//	tiles PREFIX TOKEN KEY [OLD-CHECKPOINT [COSIGNED WITNESS-KEY]]
//
// PREFIX is .../v1/ledger, TOKEN an auditor's, the keys are C2SP verifier keys. Everything is derived
// from tiles alone and compared with what the server says; exits with 1 at the first difference.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

var prefix, token string
var fetched int

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func demand(holds bool, format string, words ...interface{}) {
	if !holds {
		must(fmt.Errorf(format, words...))
	}
}

func get(path string) ([]byte, http.Header) {
	request, err := http.NewRequest("GET", prefix+path, nil)
	must(err)
	request.Header.Set("Authorization", "Bearer "+token)
	reply, err := http.DefaultClient.Do(request)
	must(err)
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	must(err)
	demand(reply.StatusCode == 200, "%s: %s", path, reply.Status)
	return body, reply.Header
}

// Tiles over HTTP, as tlog.TileHashReader wants them; it checks each against the root.
type overHTTP struct{}

func (overHTTP) Height() int { return height }

func (overHTTP) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		body, header := get("/" + strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		full := strings.Contains(header.Get("Cache-Control"), "immutable")
		demand(full == (tile.W == 1<<height), "%s: %s", tile.Path(), header.Get("Cache-Control"))
		all = append(all, body)
		fetched++
	}
	return all, nil
}

func (overHTTP) SaveTiles([]tlog.Tile, [][]byte) {}

// A C2SP cosignature/v1 key as Go's notes take verifiers.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.hash }
func (w witness) Verify(message, signature []byte) bool {
	if len(signature) != 8+64 {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, message)
	return ed25519.Verify(w.key, []byte(text), signature[8:])
}

func newWitness(vkey string) note.Verifier {
	parts := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	demand(len(key) == 33 && key[0] == 4, "no key of a witness")
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	demand(fmt.Sprintf("%08x", hash) == parts[1], "the witness's key has another ID")
	return witness{parts[0], hash, ed25519.PublicKey(key[1:])}
}

func tree(text string) tlog.Tree {
	lines := strings.Split(text, "\n")
	demand(len(lines) == 4, "a checkpoint of %d lines", len(lines))
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

func entries(size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: height, L: 0, N: n, W: int(width)}
		bundle, _ := get("/" + strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	demand(int64(len(all)) == size, "%d entries of %d", len(all), size)
	return all
}

func checkProofs(head tlog.Tree, all [][]byte, reader tlog.HashReader) {
	for index := int64(0); index < head.N; index++ {
		hash := tlog.RecordHash(all[index])
		stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		must(err)
		demand(stored[0] == hash, "entry %d is not in its tile", index)
		if index%7 != 0 && index < head.N-3 {
			continue
		}
		proof, err := tlog.ProveRecord(head.N, index, reader)
		must(err)
		must(tlog.CheckRecord(proof, head.N, head.Hash, index, hash))
		file, _ := get(fmt.Sprintf("/proofs/%d", index))
		lines := strings.Split(string(file), "\n")
		demand(lines[0] == "c2sp.org/tlog-proof@v1" && lines[1] == fmt.Sprintf("index %d", index), "%s", lines[0])
		for place, step := range proof {
			demand(lines[2+place] == step.String(), "the proof of %d differs", index)
		}
		demand(lines[2+len(proof)] == "", "the proof of %d is longer", index)
	}
}

func checkGrowth(head tlog.Tree, reader tlog.HashReader) int {
	count := 0
	for old := int64(1); old < head.N; old += 1 + old/16 {
		root, err := tlog.TreeHash(old, reader)
		must(err)
		proof, err := tlog.ProveTree(head.N, old, reader)
		must(err)
		must(tlog.CheckTree(proof, head.N, head.Hash, old, root))
		body, _ := get(fmt.Sprintf("/consistency?from=%d&to=%d", old, head.N))
		var sheet struct {
			OldRoot, NewRoot string
			Proof            []string
		}
		must(json.Unmarshal(body, &sheet))
		demand(sheet.OldRoot == hex.EncodeToString(root[:]), "the root of %d differs", old)
		demand(len(sheet.Proof) == len(proof), "the proof from %d differs", old)
		for place, step := range proof {
			demand(sheet.Proof[place] == hex.EncodeToString(step[:]), "the proof from %d differs", old)
		}
		count++
	}
	return count
}

// The chain of keys, from the first to the one that signs now.
func checkKeys(first string) (string, int) {
	body, _ := get("/keys")
	var keys struct {
		Items []struct{ Key, HandOver string }
	}
	must(json.Unmarshal(body, &keys))
	demand(keys.Items[0].Key == first, "another first key")
	for place, item := range keys.Items[1:] {
		old, err := note.NewVerifier(keys.Items[place].Key)
		must(err)
		new, err := note.NewVerifier(item.Key)
		must(err)
		opened, err := note.Open([]byte(item.HandOver), note.VerifierList(old, new))
		must(err)
		demand(len(opened.Sigs) == 2, "a hand-over with %d signatures", len(opened.Sigs))
		demand(strings.HasSuffix(opened.Text, "\n"+keys.Items[place].Key+"\n"+item.Key+"\n"), "a hand-over of other keys")
	}
	return keys.Items[len(keys.Items)-1].Key, len(keys.Items)
}

func main() {
	prefix, token = os.Args[1], os.Args[2]
	key, keyCount := checkKeys(os.Args[3])
	verifier, err := note.NewVerifier(key)
	must(err)
	body, header := get("/checkpoint")
	demand(strings.HasPrefix(header.Get("Content-Type"), "text/plain"), "the checkpoint's type")
	opened, err := note.Open(body, note.VerifierList(verifier))
	must(err)
	head := tree(opened.Text)
	reader := tlog.TileHashReader(head, overHTTP{})
	all := entries(head.N)
	checkProofs(head, all, reader)
	growths := checkGrowth(head, reader)
	if len(os.Args) > 4 {
		file, err := os.ReadFile(os.Args[4])
		must(err)
		first, err := note.NewVerifier(os.Args[3])
		must(err)
		old, err := note.Open(file, note.VerifierList(first))
		must(err)
		was := tree(old.Text)
		proof, err := tlog.ProveTree(head.N, was.N, reader)
		must(err)
		must(tlog.CheckTree(proof, head.N, head.Hash, was.N, was.Hash))
	}
	if len(os.Args) > 6 {
		file, err := os.ReadFile(os.Args[5])
		must(err)
		first, err := note.NewVerifier(os.Args[3])
		must(err)
		both, err := note.Open(file, note.VerifierList(first, newWitness(os.Args[6])))
		must(err)
		demand(len(both.Sigs) == 2, "%d known signatures under the cosigned checkpoint", len(both.Sigs))
		forged := bytes.Replace(file, []byte("\n"+strconv.FormatInt(tree(both.Text).N, 10)+"\n"), []byte("\n1\n"), 1)
		_, err = note.Open(forged, note.VerifierList(first, newWitness(os.Args[6])))
		demand(err != nil, "a forged checkpoint was opened")
	}
	fmt.Printf("%d entries, %d tiles, %d growths, %d key(s)\n", head.N, fetched, growths, keyCount)
}
