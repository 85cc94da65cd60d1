"""Signed notes, read apart from our own code."""
import base64, hashlib


def key_parts(vkey):
    """Name, ID and (kind, 32 bytes) of a C2SP verifier key."""
    name, key_id, encoded = vkey.split("+", 2)
    typed = base64.b64decode(encoded)
    assert hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4].hex() == key_id
    return name, bytes.fromhex(key_id), typed[0], typed[1:]


def split(note):
    """The text of a note, and its lines as (name, key ID, bytes)."""
    text, lines = note.rsplit("\n\n", 1)
    signatures = []
    for line in lines.rstrip("\n").split("\n"):
        dash, name, encoded = line.split(" ")
        assert dash == "\u2014"
        payload = base64.b64decode(encoded)
        signatures.append((name, payload[:4], payload[4:]))
    return text + "\n", signatures


def checkpoint(note):
    """Origin, size and root."""
    origin, size, root = split(note)[0].split("\n")[:3]
    return origin, int(size), base64.b64decode(root)
