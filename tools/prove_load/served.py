"""A demonstration community on 127.0.0.1, with limits out of the way, and its process."""
import contextlib, http.client, json, os, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "prove_ledger"))
from stand import ROOT, Stand, free_port, wait_for


@contextlib.contextmanager
def served(program):
    """Gives the stand, with its `port`, `pid` and a question that was asked."""
    with tempfile.TemporaryDirectory() as home:
        stand = Stand(program, home)
        stand.found()
        stand.port = free_port()
        log = open(stand.file("server.log"), "w")
        server = subprocess.Popen(
            [program, "serve", "--data", stand.data, "--port", str(stand.port), "--address-limit", "0",
             "--account-limit", "0", "--question-limit", "0"], stdout=subprocess.DEVNULL, stderr=log)
        stand.pid = server.pid
        try:
            wait_for(stand.port, "/readyz")
            yield stand
            if server.poll() is not None:
                raise SystemExit("the server ended: " + open(stand.file("server.log")).read()[-2000:])
        finally:
            server.terminate()
            server.wait()


def asked(stand):
    """Asks a question; gives its name."""
    status, body = stand.call("POST", "/v1/questions", stand.token["asker"], {
        "subject": "snakes", "text": "Which is it?", "place": "IN-KA"})
    if status != 201:
        raise SystemExit(f"asking: {status} {body[:300]}")
    return json.loads(body)["id"]
