"""Writes the first inputs of the fuzzers, from fixtures and by hand. Use: seeds.py FOLDER"""
import json, os, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(*path):
    with open(os.path.join(ROOT, "fixtures", *path), "rb") as file:
        return file.read()


def texts(value):
    """All texts of a JSON value."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(each)


def form(*parts, end=b"--b--\r\n"):
    head = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    return b"\x40" + b"".join(head % part for part in parts) + end


def seeds():
    yield "form", form((b"subject", b"", b"snakes"), (b"option", b"", b"a"), (b"option", b"", b"b"))
    yield "form", form((b"photo", b'; filename="a.jpg"\r\nContent-Type: image/jpeg', b"\xff\xd8\xff\r\n--"))
    yield "form", form((b"text", b"", b"\r\n\r--a\r\n-"), end=b"--b \t--\r\nepilogue")
    yield "form", b"\x80preamble\r\n" + form((b"text", b"; x=\"\\\"\\\\\"", b"caf\xc3\xa9"))[1:]
    for name in sorted(os.listdir(os.path.join(ROOT, "fixtures", "http"))):
        if name.endswith(".json"):
            yield "json", read("http", name)
    for vector in json.loads(read("ledger", "jcs.json"))["vectors"]:
        yield "json", vector[1].encode()
        yield "json", bytes.fromhex(vector[2])
    yield "json", b'{"\\u00e9\\ud83d\\ude00":[-1,9007199254740991,null,true,"\\b\\f\\n\\r\\t\\/"]}'
    for name in ("cli", "demo"):
        lines = read(name, "snakes.csv").splitlines(keepends=True)
        yield "csv", b"\x80" + b"".join(lines[:8])
        yield "csv", b"\x10" + b"".join(lines[:1] + lines[2:4])
    yield "csv", b'\x90\xef\xbb\xbfa,b\r\n"1,\r\n""2""",\n\n,"",x\n"end"'
    notes = json.loads(read("ledger", "notes.json"))
    for text in texts(notes):
        yield "note", text.encode()
        if text.startswith("c2sp.org/tlog-proof"):
            yield "proof", text.encode()
    proof = notes["proof5"].split("\n\n", 1)
    yield "note", ("old 0\n\n" + notes["checkpoint"]).encode()
    yield "note", ("old 5\n" + "\n".join(proof[0].split("\n")[2:]) + "\n\n" + proof[1]).encode()
    yield "note", b"WyJBQUFBQUFBQUFBQUFBQUFBQUFBQUFBIiwidGV4dCIsIngiXQ"
    bundle = b"".join(bytes([0, len(entry)]) + entry for entry in (b"", b"a", b"bc", b"d" * 9, b"e", b"f", b"g"))
    for numbers in (b"\0" * 7 + b"\x05" + b"\0" * 7 + b"\x08", b"\x7f" + b"\xff" * 15, b"\xff" * 16):
        yield "proof", numbers + b"\x05\x11\x03" + bundle
    for photo in photos():
        yield "photo", photo
    for path in ("0/067", "1/x001/x234/067", "0/067.p/8", "63/x001/000.p/255", "x001/234.p/1"):
        yield "tile", path.encode()


def photos():
    def chunk(name, content):
        return name + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)

    def box(name, content):
        return (len(content) + 8).to_bytes(4, "big") + name + content
    parts = [chunk(b"VP8X", b"\x2c" + bytes(9)), chunk(b"ICCP", b"abc"), chunk(b"VP8 ", b"pixels!"), chunk(b"EXIF", b"x")]
    body = b"WEBP" + b"".join(parts)
    yield b"RIFF" + len(body).to_bytes(4, "little") + body
    item = box(b"infe", b"\2\0\0\0\0\1\0\0hvc1\0")
    yield box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", bytes(4) + box(b"iinf", b"\0\0\0\0\0\1" + item)) + box(b"mdat", b"x")


def main():
    for number, (name, content) in enumerate(seeds()):
        folder = os.path.join(sys.argv[1], name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"seed-{number:03}"), "wb") as file:
            file.write(content)


main()
