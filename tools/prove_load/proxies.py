"""nginx and Caddy as docs/proxies.md writes them, before a served community. Use: tools/prove-proxies

The lines are taken from the page; only names of certificates, addresses and ports are put in. Through
each proxy: a page with Strict-Transport-Security, signing in by the form (so the host is kept) with a
Secure cookie, metrics refused without a token (so the caller counts as outside), a change that comes
over an open stream of events at once, and a form of 40 MB that reaches the server. Ends with 1
where one of these fails.
"""
import contextlib, json, os, re, socket, ssl, subprocess, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import ROOT, asked, free_port, served

NAME = "witan.example.org"


def written(kind):
    """The lines that the page has for a proxy."""
    page = open(os.path.join(ROOT, "docs", "proxies.md")).read()
    section = re.search(rf"### {kind}\n\n((?:    .*\n|\n)+)", page).group(1)
    return "\n".join(line[4:] for line in section.splitlines())


def certificate(home):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", f"{home}/key.pem", "-out",
         f"{home}/cert.pem"], check=True, capture_output=True)


def nginx(stand, home, port):
    lines = written("nginx").replace("127.0.0.1:8080", f"127.0.0.1:{stand.port}")
    lines = re.sub(r"listen 443 ", f"listen 127.0.0.1:{port} ", lines)
    lines = re.sub(r"listen 80;", f"listen 127.0.0.1:{free_port()};", lines)
    lines = re.sub(r"(ssl_certificate)(\s+)\S+;", rf"\1\2{home}/cert.pem;", lines)
    lines = re.sub(r"(ssl_certificate_key)(\s+)\S+;", rf"\1\2{home}/key.pem;", lines)
    folders = "".join(f"{each}_temp_path {home}/{each};\n" for each in
                      ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(f"{home}/nginx.conf", "w") as file:
        file.write(f"daemon off; pid {home}/nginx.pid; error_log {home}/nginx.log; events {{}}\n"
                   f"http {{ access_log off;\n{folders}{lines}\n}}\n")
    return ["nginx", "-e", f"{home}/nginx.log", "-c", f"{home}/nginx.conf"]


def caddy(stand, home, port):
    lines = written("Caddy").replace("127.0.0.1:8080", f"127.0.0.1:{stand.port}")
    lines = lines.replace(NAME + " {", f"https://{NAME}:{port} {{\n  tls {home}/cert.pem {home}/key.pem", 1)
    with open(f"{home}/Caddyfile", "w") as file:
        file.write(f"{{\n  admin off\n  auto_https disable_redirects\n}}\n{lines}\n")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", f"{home}/Caddyfile"]


@contextlib.contextmanager
def connected(home, port):
    """A connection as a browser has it: by the proxy's name and certificate."""
    trust = ssl.create_default_context(cafile=f"{home}/cert.pem")
    with socket.create_connection(("127.0.0.1", port), timeout=30) as wire:
        with trust.wrap_socket(wire, server_hostname=NAME) as wrapped:
            yield wrapped


def request(wire, method, path, header=(), body=b"", close=True):
    host = f"{NAME}:{wire.getpeername()[1]}"
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close" if close else None,
             f"Content-Length: {len(body)}" if method == "POST" else None, *header]
    wire.sendall(("\r\n".join(filter(None, lines)) + "\r\n\r\n").encode())
    with contextlib.suppress(OSError):
        wire.sendall(body)


def heard(wire):
    said = b""
    with contextlib.suppress(OSError, ssl.SSLError):
        while part := wire.recv(1 << 16):
            said += part
    return said.decode("latin-1")


def checks(stand, home, port):
    """Gives each claim and whether it held."""
    def once(*words, **more):
        with connected(home, port) as wire:
            request(wire, *words, **more)
            return heard(wire)

    page = once("GET", "/")
    yield "a page with Strict-Transport-Security", " 200 " in page[:20] and "strict-transport-security" in page.lower()
    yield "metrics refused to whom comes from outside", " 401 " in once("GET", "/metrics")[:20]
    own = f"Origin: https://{NAME}:{port}"
    form = b"".join(b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
                    for pair in ((b"token", stand.token["auditor"].encode()), (b"next", b"/"))) + b"--b--\r\n"
    kind = "Content-Type: multipart/form-data; boundary=b"
    signed = once("POST", "/sign-in", [own, kind], form)
    yield "signing in by the form, with a Secure cookie", " 303 " in signed[:20] and "; secure" in signed.lower()
    other = once("POST", "/sign-in", ["Origin: https://evil.example", kind], form)
    yield "another site's form refused", " 403 " in other[:20]
    question, token = asked(stand), f"Authorization: Bearer {stand.token['auditor']}"
    with connected(home, port) as wire:
        request(wire, "GET", f"/v1/questions/{question}/events", [token], close=False)
        said = b""
        while b"\ndata:" not in said:
            said += wire.recv(1 << 16)
        start, before = time.monotonic(), said.count(b"\ndata:")
        body = {"what": "text", "id": question, "ground": "seen through a proxy"}
        stand.call("POST", "/v1/erasures", stand.token["asker"], body)
        wire.settimeout(10)
        with contextlib.suppress(OSError):
            while said.count(b"\ndata:") == before and time.monotonic() - start < 10:
                said += wire.recv(1 << 16)
    took = time.monotonic() - start
    yield f"an event over an open stream ({took:.2f} s)", b" 200 " in said[:20] and took < 5
    photo = b"\xff\xd8\xff" + bytes(10 * (1 << 20) - 100)
    parts = b'--b\r\nContent-Disposition: form-data; name="photo"; filename="p"\r\n\r\n' + photo + b"\r\n"
    large = once("POST", "/v1/questions", [f"Authorization: Bearer {stand.token['asker']}", kind],
                 b'--b\r\nContent-Disposition: form-data; name="subject"\r\n\r\nsnakes\r\n'
                 b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n?\r\n' + 4 * parts + b"--b--\r\n")
    yield "a form of 40 MB reaches the server", "photo-unreadable" in large


def main():
    failed, total = 0, 0
    for kind, prepare in (("nginx", nginx), ("caddy", caddy)):
        with served(sys.argv[1]) as stand:
            home, port = stand.home, free_port()
            certificate(home)
            os.chmod(home, 0o755)
            with open(f"{home}/{kind}.out", "w") as out:
                proxy = subprocess.Popen(prepare(stand, home, port), stdout=out, stderr=out,
                                         env={**os.environ, "HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home})
            try:
                for _ in range(100):
                    with contextlib.suppress(OSError), connected(home, port):
                        break
                    time.sleep(0.1)
                else:
                    raise SystemExit(f"{kind} did not start: " + open(f"{home}/{kind}.out").read()[-1500:])
                for claim, holds in checks(stand, home, port):
                    total += 1
                    failed += not holds
                    print(f"{'ok' if holds else 'FAILED':7}{kind}: {claim}", flush=True)
            finally:
                proxy.terminate()
                proxy.wait()
    print(f"{total - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
