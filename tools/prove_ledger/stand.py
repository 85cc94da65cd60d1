"""A community that is founded, served and asked."""
import contextlib, http.client, json, os, socket, subprocess, time

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port, path):
    """Returns when a server answers there."""
    for _ in range(300):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


class Stand:
    def __init__(self, program, home):
        self.program, self.home = program, home
        self.data = os.path.join(home, "community")

    def file(self, name):
        return os.path.join(self.home, name)

    def witan(self, *words, fails=False):
        """Runs the program; gives what it printed, or with `fails` its exit code."""
        done = subprocess.run([self.program, *words], capture_output=True, text=True, cwd=self.home,
                              env={**os.environ, "WITAN_DATA": self.data})
        if fails:
            return done.returncode
        if done.returncode != 0:
            raise SystemExit(f"witan {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def found(self):
        made = json.loads(self.witan("init", self.data, "--demo", os.path.join(ROOT, "fixtures", "demo"), "--json"))
        members = made["members"]
        self.token = {role: next(m["token"] for m in members if role in m["roles"])
                      for role in ("asker", "auditor", "steward")}
        self.experts = {m["handle"]: m["token"] for m in members if "expert" in m["roles"]}
        self.first_key, self.origin = made["verifierKey"], made["origin"]

    @contextlib.contextmanager
    def serving(self):
        self.port = free_port()
        server = subprocess.Popen([self.program, "serve", "--data", self.data, "--port", str(self.port)],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(self.port, "/readyz")
            yield
        finally:
            server.terminate()
            server.wait()

    @property
    def prefix(self):
        return f"http://127.0.0.1:{self.port}/v1/ledger"

    def call(self, method, path, token=None, body=None):
        """One request; gives status and bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        header = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            header["Authorization"] = f"Bearer {token}"
        connection.request(method, path, json.dumps(body) if body is not None else None, header)
        reply = connection.getresponse()
        return reply.status, reply.read()

    def get(self, path, token=None):
        status, body = self.call("GET", path, token)
        if status != 200:
            raise SystemExit(f"{path}: {status} {body[:500]}")
        return body

    def size(self):
        return int(self.get("/v1/ledger/checkpoint").split(b"\n")[1])

    def grow(self, size):
        """Asks and answers until the ledger is at least so large."""
        while self.size() < size:
            _, body = self.call("POST", "/v1/questions", self.token["asker"], {
                "subject": "snakes", "text": "Which snake? \u00e9\u20ac", "place": "IN-KA", "urgency": "emergency"})
            question = json.loads(body)["id"]
            for token in self.experts.values():
                self.call("POST", f"/v1/questions/{question}/answers", token,
                          {"taxon": "Daboia russelii", "note": "Seen \"before\"."})

    def note(self, name):
        """Keeps the checkpoint of now."""
        with open(self.file(name), "wb") as file:
            file.write(self.get("/v1/ledger/checkpoint"))
