"""Holds every kind of response against readers that are not ours. Use: tools/prove-http

A demonstration community is served on 127.0.0.1 as if behind a proxy that speaks TLS. httplint reads
each response as it came over the wire; drheader holds its fields against the list of OWASP; redbot
asks on its own for what anybody may read, in several ways (conditional, packed, in part). A finding
that stands in `findings.py` is explained there; any other ends this with 1.
"""
import json, os, re, socket, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "prove_ledger")]
from argparse import Namespace
from drheader import Drheader
from httplint.cli.http_parser import HttpCliParser, modes
from findings import EXPLAINED
from responses import kinds
from stand import Stand, free_port, wait_for


def exchanged(port, method, path, header, body):
    """One request by hand; the response as it came."""
    lines = [f"{method} {path} HTTP/1.1", "Host: witan.example.org", "X-Forwarded-Proto: https",
             "Connection: close", f"Content-Length: {len(body)}" if body or method == "POST" else None]
    lines += [f"{name}: {value}" for name, value in header.items()]
    head = "\r\n".join(line for line in lines if line) + "\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        wire.sendall(head.encode() + body)
        heard = b""
        while part := wire.recv(65536):
            heard += part
            # A stream of events does not end by itself.
            if b"text/event-stream" in heard and b"\r\n\r\n" in heard:
                break
    return heard


def linted(raw, kind):
    """What httplint finds bad or doubtful: (name, sentence)."""
    linter = HttpCliParser(Namespace(mode=modes.RESPONSE), None)
    linter.input_end = lambda trailers: None
    linter.handle_input(raw)
    if not hasattr(linter, "linter"):
        return [("UNREADABLE", raw[:80].decode("latin-1"))]
    # A stream has no end, and what answers HEAD has no body: httplint is not told of either.
    if kind not in ("stream", "head"):
        linter.linter.finish_content(True, [])
    notes = [each for note in linter.linter.notes for each in (note, *note.subnotes)]
    return [(type(note).__name__, str(note.summary)) for note in notes if note.level.name in ("BAD", "WARN")]


def fields(raw):
    """The fields of a response."""
    lines = raw.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    found = {}
    for line in lines:
        name, value = line.split(":", 1)
        if name.lower() == "set-cookie":
            found.setdefault("set-cookie", []).append(value.strip())
        else:
            found[name] = value.strip()
    return found


def judged(raw):
    """What drheader misses: (rule, sentence)."""
    report = Drheader(headers=fields(raw)).analyze()
    return [(f"drheader {each['rule']}", f"{each['message']} {each.get('value', '')}") for each in report]


def asked(url):
    """What redbot finds bad or doubtful about an address: (name, sentence); nothing where it failed."""
    done = subprocess.run([os.path.join(os.path.dirname(sys.executable), "redbot"), "-o", "har", url],
                          capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise SystemExit(f"redbot {url}: {done.stderr[-500:]}")
    notes = [note for entry in json.loads(done.stdout)["log"]["entries"] for note in entry["_red_messages"]]
    if not notes:
        raise SystemExit(f"redbot said nothing of {url}")
    return [(note["note_id"], note["summary"]) for note in notes if note["level"] in ("BAD", "WARN")]


def explanation(kind, name, sentence):
    """Why a finding is none; nothing where nobody said."""
    for pattern, finding, words, reason in EXPLAINED:
        if re.fullmatch(pattern, kind) and finding == name and re.search(words, sentence):
            return reason
    return None


def main():
    program, total, failed, used = sys.argv[1], 0, [], {}
    with tempfile.TemporaryDirectory() as home:
        stand = Stand(program, home)
        stand.found()
        port = free_port()
        server = subprocess.Popen([program, "serve", "--data", stand.data, "--port", str(port)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, "/readyz")
            seen = []
            for kind, status, raw in kinds(stand, lambda *words: exchanged(port, *words)):
                first = raw.split(b"\r\n")[0].decode("latin-1")
                if f" {status} " not in first + " ":
                    failed.append(f"{kind}: {first} and not {status}")
                seen += [(kind, *finding) for finding in linted(raw, kind) + judged(raw)]
                total += 1
            for path in ("/", "/style.css", "/openapi.json", "/v1/ledger/checkpoint", "/v1/ledger/keys", "/healthz", "/v1/me",
                         "/nowhere"):
                found = asked(f"http://127.0.0.1:{port}{path}")
                seen += [(f"redbot {path}", *each) for each in found]
                total += 1
        finally:
            server.terminate()
            server.wait()
    for kind, name, sentence in seen:
        reason = explanation(kind, name, sentence)
        if reason:
            used.setdefault(reason, []).append(f"{name} ({kind})")
        else:
            failed.append(f"{kind}: {name}: {sentence}")
    for reason, where in used.items():
        print(f"explained, {len(where)} times: {reason}")
    for line in failed:
        print("FINDING", line)
    print(f"{total} kinds of responses, {len(seen)} findings, {len(failed)} of them not explained")
    sys.exit(1 if failed else 0)


main()
