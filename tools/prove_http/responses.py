"""One response of each kind that the server gives."""
import json, os, re
from stand import ROOT

JSON = {"Content-Type": "application/json"}


def form(fields, files=()):
    """A multipart form with the boundary b."""
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields]
    parts += [f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\n\r\n'.encode() + content + b"\r\n"
              for name, content in files]
    return {"Content-Type": "multipart/form-data; boundary=b"}, b"".join(parts) + b"--b--\r\n"


def kinds(stand, send):
    """Gives (kind, expected status, response) for each; `send(method, path, header, body)`."""
    def token(role):
        return {"Authorization": f"Bearer {stand.token[role]}"}

    def get(kind, path, status=200, **header):
        header = {name.replace("_", "-"): value for name, value in header.items()}
        return kind, status, send("GET", path, header, b"")

    asker, auditor, steward = ({"Authorization": f"Bearer {stand.token[role]}"} for role in ("asker", "auditor", "steward"))
    photo = open(os.path.join(ROOT, "fixtures", "demo", "photo.jpg"), "rb").read()
    fields, body = form([("subject", "snakes"), ("text", "Which is it?"), ("place", "IN-KA")], [("photo", photo)])
    made = send("POST", "/v1/questions", {**asker, **fields, "Idempotency-Key": "k1"}, body)
    yield "created", 201, made
    sheet = json.loads(made.split(b"\r\n\r\n", 1)[1])
    question = f"/v1/questions/{sheet['id']}"
    yield "repeated", 201, send("POST", "/v1/questions", {**asker, **fields, "Idempotency-Key": "k1"}, body)
    yield get("json", question, **asker)
    yield get("json packed", "/openapi.json", Accept_Encoding="gzip")
    yield get("json list with a next page", "/v1/members?limit=2", **auditor)
    yield "head", 200, send("HEAD", question, asker, b"")
    tag = re.search(rb"(?im)^etag: (.*?)\r", send("GET", question, asker, b"")).group(1).decode()
    yield get("not modified", question, 304, If_None_Match=tag, **asker)
    yield get("photo", f"{question}/photos/{sheet['photos'][0]}", **asker)
    yield get("small photo", f"{question}/photos/{sheet['photos'][0]}?width=320", **asker)
    yield get("stream", f"{question}/events", **asker)
    yield get("archive", f"{question}/dossier", **auditor)
    yield get("feed", "/v1/ledger/history.atom", **auditor)
    yield get("checkpoint", "/v1/ledger/checkpoint")
    size = int(send("GET", "/v1/ledger/checkpoint", {}, b"").split(b"\r\n\r\n", 1)[1].split(b"\n")[1])
    yield get("tile", f"/v1/ledger/tile/0/000.p/{min(size, 8)}")
    yield get("proof", "/v1/ledger/proofs/0")
    yield get("page of anybody", "/")
    yield get("style", "/style.css")
    yield get("style packed", "/style.css", Accept_Encoding="gzip, br")
    yield get("script", "/answer.js")
    yield get("icon", "/icon.svg")
    yield get("health", "/healthz")
    yield get("readiness", "/readyz")
    yield get("metrics", "/metrics", **auditor)
    own = {"Origin": "https://witan.example.org", "Content-Type": "application/x-www-form-urlencoded"}
    fields, body = form([("token", stand.token["auditor"]), ("next", "/")])
    signed = send("POST", "/sign-in", {"Origin": "https://witan.example.org", **fields}, body)
    yield "signed in, and sent on", 303, signed
    cookie = re.search(rb"(?im)^set-cookie: ([^;]*)", signed).group(1).decode()
    for kind, path in (("page", "/"), ("question's page", f"/q/{sheet['id']}"), ("ledger's page", "/ledger"),
                       ("account's page", "/account"), ("picture", "/coverage.svg")):
        yield get(kind, path, Cookie=cookie)
    yield get("no such page", "/q/none", 404, Cookie=cookie, Accept="text/html")
    yield "another site's form", 403, send("POST", "/sign-out", {**own, "Origin": "https://evil.example", "Cookie": cookie}, b"")
    yield get("not signed in", "/v1/me", 401)
    yield get("not allowed", "/v1/members", 403, **asker)
    yield get("not found", "/v1/questions/q-none", 404, **asker)
    yield get("no such path", "/v1/nothing", 404)
    yield "no such method", 405, send("DELETE", question, asker, b"")
    yield get("malformed", "/v1/members?limit=x", 422, **auditor)
    yield "not JSON", 422, send("POST", "/v1/questions", {**asker, **JSON}, b"{")
    yield "conflict", 409, send("POST", "/v1/members", {**steward, **JSON},
                                json.dumps({"handle": "asha", "name": "A", "roles": ["asker"]}).encode())
    yield "precondition failed", 412, send("POST", f"{question}/outcome", {**steward, **JSON, "If-Match": '"x"'},
                                           b'{"taxon":"Eryx conicus","ground":"x"}')
    yield "too large", 413, send("POST", "/v1/questions", {**asker, **JSON}, b" " * 300_000)
    yield "unsupported type", 415, send("POST", "/v1/questions", {**asker, "Content-Type": "text/plain"}, b"x")
    yield "packed", 415, send("POST", "/v1/questions", {**asker, **JSON, "Content-Encoding": "gzip"}, b"x")
    yield "precondition required", 428, send("PUT", "/v1/community/emergency-text", {**steward, **JSON}, b'{"text":"Call."}')
    for _ in range(2000):
        raw = send("GET", "/v1/me", {**asker, "X-Forwarded-For": "203.0.113.7"}, b"")
        if b" 429 " in raw.split(b"\r\n")[0]:
            yield "too many", 429, raw
            break
    else:
        raise SystemExit("nothing was too many")
