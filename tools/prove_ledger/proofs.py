"""Tiles and proofs, by Go, C++ and Python."""
import base64, json, os, shutil, subprocess

import notes
from report import check, skip
from stand import ROOT

HERE = os.path.dirname(os.path.abspath(__file__))
GO = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}
GOOGLE = "/usr/share/gocode/src/github.com/google/certificate-transparency/cpp"


def prove(place, cosigned, witness_key):
    go_tiles(place, cosigned, witness_key)
    sheets = collect(place)
    google(place, sheets)
    rekor(sheets)
    pymerkle(sheets)


def go_tiles(place, cosigned, witness_key, when=""):
    """Go's TileReader over HTTP, with the older and the cosigned checkpoint."""
    if not shutil.which("go") or not os.path.isdir("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"):
        return skip("Go's sumdb (golang-go, golang-golang-x-mod-dev)")
    program = place.file("tiles")
    if not os.path.exists(program):
        subprocess.run(["go", "build", "-o", program, os.path.join(HERE, "tiles.go")], check=True,
                       env={**os.environ, **GO, "GOCACHE": place.file("go-cache")})
    words = [program, place.prefix, place.token["auditor"], place.first_key]
    done = subprocess.run(words + [place.file("old.checkpoint"), cosigned, witness_key], capture_output=True, text=True)
    check(f"Go sumdb{when}: {done.stdout.strip()}", done.returncode == 0, done.stderr)


def collect(place):
    """What the server says of entries and growth: lists of inclusions and consistencies."""
    size = place.size()
    root = notes.checkpoint(place.get("/v1/ledger/checkpoint").decode())[2]
    inclusions, growths = [], []
    entries = bundle(place, size)
    for index in sorted({0, 1, 2, 255, 256, 257, size // 2, size - 2, size - 1} & set(range(size))):
        text = place.get(f"/v1/ledger/proofs/{index}").decode()
        head = text.split("\n\n", 1)[0].split("\n")
        assert head[1] == f"index {index}"
        inclusions.append((index, size, root, entries[index], [base64.b64decode(h) for h in head[2:]]))
    for old in sorted({1, 2, 3, 64, 127, 128, 255, 256, 257, size - 1, size} & set(range(1, size + 1))):
        sheet = json.loads(place.get(f"/v1/ledger/consistency?from={old}&to={size}"))
        growths.append((old, size, bytes.fromhex(sheet["oldRoot"]), bytes.fromhex(sheet["newRoot"]),
                        [bytes.fromhex(h) for h in sheet["proof"]]))
        assert growths[-1][3] == root
    return inclusions, growths


def bundle(place, size):
    """All entries, from their bundles."""
    entries = []
    for number in range((size + 255) // 256):
        width = min(256, size - 256 * number)
        path = f"{number:03}" + (f".p/{width}" if width < 256 else "")
        rest = place.get(f"/v1/ledger/tile/entries/{path}", place.token["auditor"])
        while rest:
            length = int.from_bytes(rest[:2], "big")
            entries.append(rest[2:2 + length])
            rest = rest[2 + length:]
    assert len(entries) == size
    return entries


def google(place, sheets):
    if not os.path.isdir(GOOGLE) or not shutil.which("g++") or not os.path.exists("/usr/include/openssl/sha.h"):
        return skip("Google's verifier (golang-github-google-certificate-transparency-dev, g++, libssl-dev)")
    program = place.file("google")
    sources = [os.path.join(HERE, "google.cc")] + [
        os.path.join(GOOGLE, "merkletree", name + ".cc") for name in ("merkle_verifier", "tree_hasher", "serial_hasher")]
    subprocess.run(["g++", "-std=c++14", "-w", "-I", GOOGLE, "-o", program, *sources, "-lcrypto", "-lpthread"], check=True)

    def run(inclusions, growths):
        lines = [f"inclusion {i} {n} {r.hex()} {e.hex() or '-'} " + " ".join(h.hex() for h in p)
                 for i, n, r, e, p in inclusions]
        lines += [f"consistency {o} {n} {a.hex()} {b.hex()} " + " ".join(h.hex() for h in p)
                  for o, n, a, b, p in growths]
        return subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, text=True)

    done = run(*sheets)
    check(f"Google's C++ verifier: {done.stdout.strip()}", done.returncode == 0, done.stderr)
    index, size, root, entry, proof = sheets[0][-1]
    check("Google's C++ verifier refuses a changed entry",
          run([(index, size, root, entry + b" ", proof)], []).returncode == 1)


def rekor(sheets):
    try:
        from rekor_verifier import merkle_proof
    except ImportError:
        return skip("rekor-verifier")
    hasher, held, fault = merkle_proof.DEFAULT_HASHER, 0, ""
    try:
        for index, size, root, entry, proof in sheets[0]:
            merkle_proof.verify_inclusion(hasher, index, size, hasher.hash_leaf(entry).hex(),
                                          [h.hex() for h in proof], root.hex())
            held += 1
        for old, size, old_root, root, proof in sheets[1]:
            merkle_proof.verify_consistency(hasher, old, size, [h.hex() for h in proof], old_root.hex(), root.hex())
            held += 1
    except Exception as error:
        fault = repr(error)
    check(f"rekor-verifier: {held} held", not fault, fault)
    index, size, root, entry, proof = sheets[0][-1]
    try:
        merkle_proof.verify_inclusion(hasher, index, size, hasher.hash_leaf(entry + b" ").hex(),
                                      [h.hex() for h in proof], root.hex())
        check("rekor-verifier refuses a changed entry", False)
    except Exception:
        check("rekor-verifier refuses a changed entry", True)


def pymerkle(sheets):
    try:
        from pymerkle.core import _inclusion_path_layout
        from pymerkle.hasher import MerkleHasher
        from pymerkle.proof import InclusionProof, InvalidProof
    except ImportError:
        return skip("pymerkle")
    hasher, held, fault = MerkleHasher("sha256"), 0, ""
    for index, size, root, entry, proof in sheets[0]:
        leaf = hasher.hash_buff(entry)
        rule, _ = _inclusion_path_layout(index + 1, size)
        try:
            InclusionProof("sha256", True, size, index + 1, rule, [leaf] + proof).verify(
                leaf, root, index=index + 1, size=size, algorithm="sha256")
            held += 1
        except InvalidProof as error:
            fault = f"entry {index}: {error}"
    check(f"pymerkle: {held} inclusions held", not fault, fault)
