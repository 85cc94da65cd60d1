"""Tries a running server by its own openapi.json, as every role. Use: tools/prove-api [EXAMPLES] [SEED...]

A demonstration community is founded in a folder that is thrown away, served on 127.0.0.1 and asked a question; then
schemathesis sends up to EXAMPLES requests (2) for each operation with the token of an asker, an expert, an auditor and a
steward, and with none, and checks each reply: status, headers, body and media type as described, no 5xx, what is
wrong refused and what is right taken, no way in without a token. Then as three more: a stranger (another asker, who
tries the first one's question), somebody who was an auditor until a moment ago, and somebody whose roles change
twice a second meanwhile. Whatever they send, no reply holds the first one's text, and nothing is done that
the description keeps for other roles (checks.py). With 10 or more it also tries the borders of
every field and sequences of operations, which takes minutes. Each SEED (1) is a round of its own; WITAN_ROLES=a,b tries
these callers alone. What it may not complain of stands, with the
reason, in schemathesis.toml. Ends with 1 if anything failed.
"""
import contextlib, json, os, subprocess, sys, tempfile, threading, urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "prove_ledger"))
from stand import ROOT, Stand, free_port, wait_for

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.dirname(sys.executable)
MARK = "Which is it? marked-5f1c77"
# Of each caller: the roles that they have while they are tried; none where these change.
ROLES = {"asker": "asker", "expert": "expert", "auditor": "auditor", "stranger": "asker", "former": "asker",
         "changing": "", "steward": "steward", "nobody": "nobody"}


def served(stand, port):
    """Starts the server; what it logs of faults goes to a file."""
    log = open(stand.file("server.log"), "a")
    server = subprocess.Popen(
        [stand.program, "serve", "--data", stand.data, "--port", str(port), "--address-limit", "0",
         "--account-limit", "0", "--question-limit", "0"], stdout=subprocess.DEVNULL, stderr=log)
    wait_for(port, "/readyz")
    return server


def asked(port, token):
    """Asks a question with a photo; gives its sheet."""
    photo = open(os.path.join(ROOT, "fixtures", "demo", "photo.jpg"), "rb").read()
    parts = b"".join(
        b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
        for pair in ((b"subject", b"snakes"), (b"text", MARK.encode()), (b"place", b"IN-KA")))
    body = parts + b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n' + photo + b"\r\n--b--\r\n"
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/questions", body, {
        "Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=b"})
    return json.load(urllib.request.urlopen(request))


def called(port, method, path, token, body):
    """One request with JSON; gives the status and the reply."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), {
        "Authorization": f"Bearer {token}", "Content-Type": "application/json",
        **({"If-Match": "*"} if method == "PUT" else {})}, method=method)
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


def joined(port, steward, handle, role):
    """A new member's token."""
    return called(port, "POST", "/v1/members", steward, {"handle": handle, "name": handle, "roles": [role]})["token"]


@contextlib.contextmanager
def changing(port, steward, handle, isWanted):
    """Changes a member's roles twice a second meanwhile, and leaves them an asker."""
    done = threading.Event()

    def work():
        roles = 0
        while not done.wait(0.5):
            roles += 1
            role = ("asker", "auditor", "expert")[roles % 3]
            called(port, "PUT", f"/v1/members/{handle}/roles", steward,
                   {"roles": [role], "subjects": ["snakes"] if role == "expert" else []})
    thread = threading.Thread(target=work)
    if isWanted:
        thread.start()
    try:
        yield
    finally:
        done.set()
        if isWanted:
            thread.join()
            called(port, "PUT", f"/v1/members/{handle}/roles", steward, {"roles": ["asker"]})


def tried(port, role, token, sheet, examples, seed, home):
    """One run of schemathesis with a token; gives its exit code."""
    environment = {**os.environ, "WITAN_QUESTION": sheet["id"], "WITAN_PHOTO": sheet["photos"][0],
                   "WITAN_CALLER_ROLES": ROLES[role], "PYTHONPATH": HERE, "SCHEMATHESIS_HOOKS": "checks",
                   "WITAN_MARK": MARK.split()[-1] if role in ("stranger", "former", "nobody") else ""}
    words = [os.path.join(BIN, "st"), "--config-file", os.path.join(HERE, "schemathesis.toml"), "run",
             f"http://127.0.0.1:{port}/openapi.json", "--checks", "all", "--max-examples", str(examples),
             "--seed", str(seed), "--workers", "1", "--request-timeout", "30", "--continue-on-failure"]
    if examples < 10:
        words += ["--phases", "examples,fuzzing", "--no-shrink"]
    if limit := os.environ.get("WITAN_API_SECONDS"):
        words += ["--max-time", limit]
    # As it comes through a proxy, from outside: this machine itself may read the metrics.
    words += ["--header", "X-Forwarded-For: 203.0.113.9"]
    if token:
        words += ["--header", f"Authorization: Bearer {token}"]
    return subprocess.run(words, env=environment, cwd=home).returncode


def rounded(program, examples, seed, callers):
    """One community, tried by each caller in turn; gives what failed."""
    failed = []
    with tempfile.TemporaryDirectory() as home:
        stand = Stand(program, home)
        stand.found()
        roles = {**stand.token, "expert": next(iter(stand.experts.values())), "nobody": None}
        for role in callers:
            port = free_port()
            server = served(stand, port)
            try:
                sheet, steward = asked(port, roles["asker"]), roles["steward"]
                if role not in roles:
                    roles[role] = joined(port, steward, role, "auditor" if role == "former" else "asker")
                if role == "former":
                    called(port, "PUT", "/v1/members/former/roles", steward, {"roles": ["asker"]})
                print(f"== {role}, {examples} examples, seed {seed}", flush=True)
                with changing(port, steward, role, role == "changing"):
                    if tried(port, role, roles[role], sheet, examples, seed, home) != 0:
                        failed.append(f"{role}, seed {seed}")
                if server.poll() is not None:
                    failed.append(f"{role}, seed {seed}: the server ended")
            finally:
                server.terminate()
                server.wait()
        audit = subprocess.run([program, "audit", "verify", "--data", stand.data], capture_output=True, text=True)
        print("== the record after all that:", audit.stdout.strip().splitlines()[0] if audit.stdout else audit.stderr)
        if audit.returncode != 0:
            print(audit.stdout)
            failed.append(f"the audit, seed {seed}")
        for line in open(stand.file("server.log")):
            if "a fault" in line:
                print(line.rstrip())
                failed.append(f"a fault in the log, seed {seed}")
    return failed


def main():
    program = sys.argv[1]
    examples = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    seeds = [int(each) for each in sys.argv[3:]] or [1]
    callers = os.environ.get("WITAN_ROLES", ",".join(ROLES)).split(",")
    document = os.path.join(ROOT, "Sources", "WitanHTTP", "Resources", "openapi.json")
    subprocess.run([os.path.join(BIN, "openapi-spec-validator"), document], check=True)
    failed = []
    for seed in seeds:
        failed += rounded(program, examples, seed, callers)
    total = (len(callers) + 1) * len(seeds)
    print(f"{total - min(total, len(set(failed)))} passed, {min(total, len(set(failed)))} failed"
          + (": " + "; ".join(dict.fromkeys(failed)) if failed else ""))
    sys.exit(1 if failed else 0)


main()
