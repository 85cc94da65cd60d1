"""A witness that is served, by hand and over HTTP."""
import base64, http.client, json, subprocess

import notes
from report import check
from stand import free_port, wait_for


def post(port, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", "/add-checkpoint", body.encode())
    reply = connection.getresponse()
    return reply.status, reply.getheader("Content-Type"), reply.read().decode()


def prove(place):
    """Every status of C2SP tlog-witness from a served witness; gives a cosigned file and the witness's key."""
    made = json.loads(place.witan("witness", "init", "w", "--name", "witness.example/w1", "--json"))
    place.witan("witness", "trust", "w", place.first_key)
    port = free_port()
    server = subprocess.Popen([place.program, "witness", "serve", place.file("w"), "--port", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, "/healthz")
        cosigned = statuses(place, port)
    finally:
        server.terminate()
        server.wait()
    by_hand = place.witan("audit", "cosign", "now.checkpoint", "--witness", "w", "--server",
                          f"http://127.0.0.1:{place.port}")
    check("the same witness signs by hand what it has signed over HTTP",
          len(notes.split(by_hand)[1]) == 2 and by_hand.startswith(open(place.file("now.checkpoint")).read()))
    with open(place.file("cosigned"), "w") as file:
        file.write(cosigned)
    return place.file("cosigned"), made["key"]


def statuses(place, port):
    old = open(place.file("old.checkpoint")).read()
    now = open(place.file("now.checkpoint")).read()
    old_size, size = notes.checkpoint(old)[1], notes.checkpoint(now)[1]
    status, _, line = post(port, f"old 0\n\n{old}")
    check("a witness signs a first checkpoint (200)", status == 200 and line.startswith("\u2014 witness.example/w1 "), line)
    status, kind, text = post(port, f"old 0\n\n{now}")
    check("another old size is answered with the known one (409)",
          (status, kind, text) == (409, "text/x.tlog.size", f"{old_size}\n"), (status, kind, text))
    status, _, text = post(port, f"old {old_size}\n\n{now}")
    check("a missing proof is refused (422)", status == 422, text)
    proof = json.loads(place.get(f"/v1/ledger/consistency?from={old_size}&to={size}"))["proof"]
    lines = "".join(base64.b64encode(bytes.fromhex(h)).decode() + "\n" for h in proof)
    forged = lines.replace(lines[0], "B" if lines[0] != "B" else "C", 1)
    check("a wrong proof is refused (422)", post(port, f"old {old_size}\n{forged}\n{now}")[0] == 422)
    other = now.replace(place.origin, "x.example")
    check("another log is refused (404)", post(port, f"old {old_size}\n{lines}\n{other}")[0] == 404)
    text, signatures = notes.split(now)
    name, key_id, signature = signatures[0]
    bad = base64.b64encode(key_id + bytes([signature[0] ^ 1]) + signature[1:]).decode()
    check("a wrong signature is refused (403)",
          post(port, f"old {old_size}\n{lines}\n{text}\n\u2014 {name} {bad}\n")[0] == 403)
    check("nonsense is refused (400)", post(port, "old\n\n")[0] == 400)
    status, _, line = post(port, f"old {old_size}\n{lines}\n{now}")
    check("with its proof the next checkpoint is signed (200)", status == 200, line)
    check("and the one before no more (409)", post(port, f"old {old_size}\n\n{old}")[0] == 409)
    return now + line
