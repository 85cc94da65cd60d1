"""Cosignatures and time stamps by openssl; a new key, and what the stolen old one is worth."""
import base64, hashlib, json, os, shutil, sqlite3, subprocess, sys, zipfile

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
    dossiers(place, new_key)
    stolen(place)


def dossiers(place, new_key):
    """The second verifier, in Python, on a dossier from after the change."""
    sys.path.insert(0, os.path.join(ROOT, "tools"))
    try:
        import verify_dossier as verifier
    except ImportError:
        return skip("cryptography")
    base = sqlite3.connect(os.path.join(place.data, "community.sqlite"))
    question, = base.execute("SELECT key FROM question ORDER BY key DESC LIMIT 1").fetchone()
    base.close()
    place.witan("audit", "dossier", question, "--whole", "-o", "rotated.zip")

    def refusal(path, **options):
        try:
            verifier.verify(verifier.Files(place.file(path)), **options)
        except verifier.Refused as refused:
            return str(refused)
        return ""

    with open(place.file("old.checkpoint")) as old:
        older = old.read()
    for name, options in {"no key": {}, "the new key": {"key": new_key}, "the first key": {"key": place.first_key},
                          "an old checkpoint": {"against": older}}.items():
        said = refusal("rotated.zip", **options)
        check(f"second verifier: a dossier after the key changed holds, given {name}", not said, said)
    thief = place.file("stolen.key")
    resign(place.file("rotated.zip"), place.file("resigned.zip"), bytes.fromhex(open(thief).read().strip()),
           place.first_key, question)
    for options in ({}, {"key": place.first_key}, {"key": new_key}):
        said = refusal("resigned.zip", **options)
        check("second verifier: and is refused, signed by the stolen old key", "are signed by" in said, said)


def resign(source, target, seed, key, question):
    """All of a dossier that is signed, signed by another key."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    private, (name, key_id, _, _) = Ed25519PrivateKey.from_private_bytes(seed), notes.key_parts(key)

    def signed(text):
        line = base64.b64encode(key_id + private.sign(text.encode())).decode()
        return f"{text}\n\u2014 {name} {line}\n"

    with zipfile.ZipFile(source) as pack:
        files = {each: pack.read(each) for each in pack.namelist()}
    old = files["checkpoint"].decode()
    text = old[:old.rfind("\n\n") + 1]
    for each, data in files.items():
        if each == "checkpoint" or each.startswith("proofs/"):
            files[each] = data.decode().replace(old, signed(text)).encode()
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    files |= {"openssl/checkpoint.sig": private.sign(text.encode()), "openssl/key.pem": public,
              "keys.txt": f"{key}\n".encode()}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {each}\n" for each, data in files.items()
                   if each not in ("SHA256SUMS", "SEAL"))
    seal = f"witan-dossier-seal/1\n{name}\n{question}\n{hashlib.sha256(sums.encode()).hexdigest()}\n"
    files |= {"SHA256SUMS": sums.encode(), "SEAL": signed(seal).encode()}
    with zipfile.ZipFile(target, "w") as pack:
        for each, data in files.items():
            pack.writestr(each, data)


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
