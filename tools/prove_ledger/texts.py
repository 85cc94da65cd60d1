"""Entries and commitments, by the libraries of RFC 8785 and RFC 9901; signatures by openssl."""
import json, sqlite3, subprocess

import notes
from proofs import bundle
from report import check, skip


def prove(place):
    entries = bundle(place, place.size())
    canonical(entries)
    commitments(place, entries)
    note = open(place.file("now.checkpoint")).read()
    text, signatures = notes.split(note)
    _, key_id, kind, key = notes.key_parts(place.first_key)
    mine = [s for _, i, s in signatures if i == key_id]
    check("openssl: the checkpoint's Ed25519 signature verifies",
          kind == 1 and len(mine) == 1 and ed25519(place, key, text.encode(), mine[0]))
    check("openssl: and not of another text", not ed25519(place, key, text.encode() + b"x", mine[0]))


def canonical(entries):
    for name in ("rfc8785", "jcs"):
        try:
            library = __import__(name)
        except ImportError:
            skip(name)
            continue
        write = library.dumps if name == "rfc8785" else library.canonicalize
        other = [index for index, entry in enumerate(entries) if write(json.loads(entry)) != entry]
        check(f"{name}: {len(entries)} entries are canonical", not other, other[:5])


def commitments(place, entries):
    """Each kept disclosure, presented in an SD-JWT whose issuer signed the digest that the ledger has."""
    try:
        from jwcrypto.jwk import JWK
        from jwcrypto.jws import JWS
        from sd_jwt.verifier import SDJWTVerifier
    except ImportError:
        return skip("sd-jwt")
    key = JWK.generate(kty="EC", crv="P-256")
    base = sqlite3.connect(f"file:{place.data}/community.sqlite?mode=ro", uri=True)
    rows = base.execute("SELECT digest, disclosure FROM payload").fetchall()
    base.close()
    text = b"".join(entries)
    opened, fault = 0, ""
    for digest, disclosure in rows:
        claims = JWS(json.dumps({"_sd": [digest], "_sd_alg": "sha-256"}).encode())
        claims.add_signature(key, "ES256", json.dumps({"alg": "ES256", "typ": "example+sd-jwt"}))
        presented = f"{claims.serialize(compact=True)}~{disclosure}~"
        try:
            payload = SDJWTVerifier(presented, lambda issuer, header: key).get_verified_payload()
        except Exception as error:
            fault = repr(error)
            continue
        if len(payload) == 1 and f'"{digest}"'.encode() in text:
            opened += 1
        else:
            fault = f"{digest}: {payload}"
    check(f"sd-jwt: {opened} commitments of the ledger open to their texts",
          opened == len(rows) > 100 and not fault, fault)


def ed25519(place, key, message, signature):
    """Whether openssl is content."""
    # SubjectPublicKeyInfo of Ed25519 (RFC 8410).
    for name, content in [("key.der", bytes.fromhex("302a300506032b6570032100") + key), ("message", message),
                          ("signature", signature)]:
        with open(place.file(name), "wb") as file:
            file.write(content)
    done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin",
                           "-in", "message", "-sigfile", "signature"], cwd=place.home, capture_output=True)
    return done.returncode == 0
