"""A hundred clients at one queue of a served community. Use: tools/prove-queue

The real program on its SQLite file: a hundred experts with a connection each take, answer, pass on
and hand over at once until nothing awaits them, while new questions come. Then every assignment is
looked at: nobody got a question twice, nobody was refused what they held, every question that closed
did so by its answers, every client had something; the ledger and all records are derived anew.
Ends with 1 where one of these fails.
"""
import collections, http.client, json, os, random, subprocess, sys, threading, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import served

CLIENTS, QUESTIONS, SEED = 100, 60, 20260105
OPEN = ("gathering", "provisional")


class Client(threading.Thread):
    """One expert: looks at their queue and does what they find, until all is over."""

    def __init__(self, port, handle, token, number, is_over):
        super().__init__(daemon=True)
        self.handle, self.token, self.is_over = handle, token, is_over
        self.chance = random.Random(SEED + number)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.deeds, self.faults = collections.Counter(), []

    def call(self, method, path, body=None):
        text = json.dumps(body) if body is not None else None
        header = {"Authorization": f"Bearer {self.token}"}
        if text is not None:
            header["Content-Type"] = "application/json"
        self.connection.request(method, path, text, header)
        reply = self.connection.getresponse()
        content = reply.read()
        return reply.status, json.loads(content) if content else {}

    def run(self):
        try:
            while not self.is_over.is_set():
                if not self.turn():
                    time.sleep(0.2)
        except Exception as error:  # noqa: BLE001 - told with the rest
            self.faults.append(repr(error))

    def turn(self):
        """Takes one question and does something with it; whether there was any."""
        status, sheet = self.call("POST", "/v1/queue/take", {})
        if status == 404:
            return False
        # It closed between the look at the queue and the hand that took it.
        if status == 409:
            self.deeds["missed"] += 1
            return True
        state = sheet.get("mine", {}).get("state")
        # Taken, and closed by others before the reply was read from the record.
        if status == 200 and state == "released":
            self.deeds["too late"] += 1
            return True
        if status != 200 or state != "held":
            self.faults.append(f"take: {status} {state} {sheet.get('code')}")
            return False
        path = f"/v1/questions/{sheet['id']}"
        if self.chance.random() < 0.2:
            done, told = self.call("POST", path + "/pass", {"reason": "no-time"})
            name, good = "passed", 200
        else:
            done, told = self.call("POST", path + "/answers", {"taxon": "Daboia russelii"})
            name, good = "answered", 201
        if done not in (good, 409):
            self.faults.append(f"{name}: {done} {told}")
        self.deeds[name if done == good else "too late"] += 1
        return True


def joined(stand, number):
    """A new expert's handle and token."""
    handle = f"client-{number}"
    body = {"handle": handle, "name": handle, "roles": ["expert"], "subjects": ["snakes"],
            "home": "IN", "budget": 1000}
    status, text = stand.call("POST", "/v1/members", stand.token["steward"], body)
    if status != 201:
        raise SystemExit(f"joining: {status} {text[:200]}")
    return handle, json.loads(text)["token"]


def main():
    faults = []
    with served(sys.argv[1]) as stand:
        # Those of the demonstration have no client here: a question offered to them would wait for them.
        for handle in stand.experts:
            status, text = stand.call("POST", f"/v1/members/{handle}/availability", stand.token["steward"],
                                      {"awayUntil": "2099-01-01T00:00:00.000Z"})
            if status != 200:
                raise SystemExit(f"leave: {status} {text[:200]}")
        experts = [joined(stand, number) for number in range(CLIENTS)]
        is_over, asked = threading.Event(), []
        clients = [Client(stand.port, handle, token, number, is_over)
                   for number, (handle, token) in enumerate(experts)]
        start = time.monotonic()
        for client in clients:
            client.start()
        for number in range(QUESTIONS):
            urgency = ("today", "whenever")[number % 2]
            status, text = stand.call("POST", "/v1/questions", stand.token["asker"], {
                "subject": "snakes", "text": "Which?", "place": "IN-KA", "urgency": urgency})
            if status != 201:
                raise SystemExit(f"asking: {status} {text[:200]}")
            asked.append(json.loads(text)["id"])

        def sheet(name):
            return json.loads(stand.call("GET", f"/v1/questions/{name}", stand.token["steward"])[1])

        while time.monotonic() - start < 300 and any(sheet(name)["phase"] in OPEN for name in asked):
            time.sleep(0.5)
        seconds = time.monotonic() - start
        is_over.set()
        for client in clients:
            client.join(120)
        for client in clients:
            faults += [f"{client.handle}: {fault}" for fault in client.faults[:3]]
        sheets = [sheet(name) for name in asked]
        for each in sheets:
            holders = [assignment["expert"] for assignment in each["assignments"]]
            if len(holders) != len(set(holders)):
                faults.append(f"{each['id']}: somebody got it twice")
            if each["phase"] in OPEN:
                faults.append(f"{each['id']}: lost, it is still {each['phase']}")
        recorded = sum(1 for each in sheets for a in each["assignments"] if a["state"] == "answered")
        deeds = sum((client.deeds for client in clients), collections.Counter())
        if recorded != deeds["answered"]:
            faults.append(f"{deeds['answered']} answers were taken, {recorded} are recorded")
        starved = [client.handle for client in clients if not client.deeds]
        if starved:
            faults.append(f"{len(starved)} had nothing at all")
        print(f"{CLIENTS} clients, {len(asked)} questions in {seconds:.1f} s: {dict(sorted(deeds.items()))}")
        audit = subprocess.run([sys.argv[1], "audit", "verify", "--server",
                                f"http://127.0.0.1:{stand.port}", "--token", stand.token["auditor"]],
                               capture_output=True, text=True, check=False)
        print(audit.stdout.splitlines()[0] if audit.stdout else audit.stderr)
        if audit.returncode != 0:
            faults.append("the audit is not clean")
    for fault in faults[:20]:
        print("FAILED:", fault)
    print("all as promised" if not faults else f"{len(faults)} failed")
    sys.exit(1 if faults else 0)


main()
