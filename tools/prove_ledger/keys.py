"""Cosignatures and time stamps by openssl; a new key, and what the stolen old one is worth."""
import base64, json, os, shutil, sqlite3, subprocess, sys

import notes
from proofs import go_tiles
from report import check, skip
from stand import ROOT
from texts import ed25519


def prove(place, cosigned, witness_key):
    cosignature(place, open(cosigned).read(), witness_key)
    timestamp(place)
    shutil.copy(os.path.join(place.data, "ledger.key"), place.file("stolen.key"))
    new_key = json.loads(place.witan("audit", "rotate-key", "--json"))["items"][-1]["key"]
    with place.serving():
        place.grow(place.size() + 5)
        go_tiles(place, cosigned, witness_key, when=" after the key changed")
        place.note("after.checkpoint")
        check("openssl: the new key signs",
              signed_by(place, open(place.file("after.checkpoint")).read(), new_key))
        check("openssl: and the old one no more",
              not signed_by(place, open(place.file("after.checkpoint")).read(), place.first_key))
    for name in ("old.checkpoint", "now.checkpoint", "cosigned", "after.checkpoint"):
        check(f"verify --against {name}", place.witan("audit", "verify", "--against", name, fails=True) == 0)
    check("verify with the witness's key", place.witan(
        "audit", "verify", "--against", "cosigned", "--witness-key", witness_key, fails=True) == 0)
    stolen(place)


def signed_by(place, note, key):
    text, signatures = notes.split(note)
    _, key_id, _, public = notes.key_parts(key)
    return any(i == key_id and ed25519(place, public, text.encode(), s) for _, i, s in signatures)


def cosignature(place, note, key):
    text, signatures = notes.split(note)
    name, key_id, kind, public = notes.key_parts(key)
    mine = [s for n, i, s in signatures if (n, i) == (name, key_id)]
    seconds = int.from_bytes(mine[0][:8], "big")
    check("openssl: the cosignature verifies", kind == 4 and ed25519(
        place, public, f"cosignature/v1\ntime {seconds}\n{text}".encode(), mine[0][8:]))


def timestamp(place):
    authority = subprocess.Popen([sys.executable, os.path.join(ROOT, "tools", "time_authority.py"), place.file("tsa")],
                                 stdout=subprocess.PIPE, text=True)
    try:
        url, ca = f"http://127.0.0.1:{int(authority.stdout.readline())}/", place.file("tsa/ca.pem")
        sheet = json.loads(place.witan("audit", "timestamp", "--timestamp-authority", url, "--timestamp-ca", ca,
                                       "--json"))["items"][0]
    finally:
        authority.terminate()
        authority.wait()
    done = subprocess.run(["openssl", "ts", "-verify", "-data", sheet["checkpoint"], "-in", sheet["token"], "-CAfile",
                           ca], capture_output=True, text=True)
    check(f"openssl ts: the checkpoint of {sheet['size']} entries existed at {sheet['at']}",
          done.returncode == 0 and "Verification: OK" in done.stdout, done.stderr)
    done = subprocess.run(["openssl", "ts", "-verify", "-data", place.file("old.checkpoint"), "-in", sheet["token"],
                           "-CAfile", ca], capture_output=True, text=True)
    check("openssl ts: and no other did", done.returncode != 0)
    check("audit timestamp --check", place.witan("audit", "timestamp", "--check", "--timestamp-ca", ca, fails=True) == 0)


def stolen(place):
    """With the old key, a thief signs the true ledger anew, as `ledger.key` and by hand."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError:
        return skip("cryptography")
    seed = bytes.fromhex(open(place.file("stolen.key")).read().strip())
    text, _ = notes.split(open(place.file("after.checkpoint")).read())
    key_id = notes.key_parts(place.first_key)[1]
    line = base64.b64encode(key_id + Ed25519PrivateKey.from_private_bytes(seed).sign(text.encode())).decode()
    forged = f"{text}\n\u2014 {place.origin} {line}\n"
    check("the stolen key signs as such", signed_by(place, forged, place.first_key))
    copy = place.file("copy")
    shutil.copytree(place.data, copy)
    base = sqlite3.connect(os.path.join(copy, "community.sqlite"))
    base.execute("UPDATE checkpoint SET note = ?", (forged,))
    base.commit()
    base.close()
    check("a later checkpoint signed by the stolen old key is refused (8)",
          place.witan("audit", "verify", "--data", copy, fails=True) == 8)
    with open(place.file("forged"), "w") as file:
        file.write(forged)
    check("and so it is as one kept elsewhere (8)",
          place.witan("audit", "verify", "--against", "forged", fails=True) == 8)
    shutil.copy(place.file("stolen.key"), os.path.join(copy, "ledger.key"))
    check("and the program does not sign with it (6)", place.witan(
        "member", "add", "eve", "--name", "Eve", "--role", "asker", "--data", copy, fails=True) == 6)
