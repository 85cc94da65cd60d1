"""Checks promises on a running server from outside. Use: tools/prove-house

1. SIGKILL in the middle of asking and answering, three times: what was acknowledged is there, and
   the audit is clean.
2. sqlite3 lists and extracts the attachments; exiftool finds no metadata in the extracted photo.
3. One flipped byte in an event, an answer, a photo: `audit verify` exits 8 and names the place.
4. A second server on the folder is refused.
"""
import http.client, json, os, random, shutil, signal, socket, sqlite3, subprocess, sys, tempfile, threading, time

WITAN = sys.argv[1]
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
PHOTO = os.path.join(ROOT, "fixtures", "demo", "photo.jpg")
passed = failed = 0


def check(what, is_so, evidence=""):
    """Counts one claim and says how it went."""
    global passed, failed
    passed, failed = passed + bool(is_so), failed + (not is_so)
    print(("ok    " if is_so else "FAIL  ") + what + ("" if is_so else f"\n      {evidence}"), flush=True)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def call(port, method, path, token, body=None, kind="application/json"):
    """One request; gives status and JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    header = {"Authorization": f"Bearer {token}"}
    if data is not None:
        header["Content-Type"] = kind
    connection.request(method, path, data, header)
    reply = connection.getresponse()
    return reply.status, json.loads(reply.read() or b"null")


def serve(folder, port):
    server = subprocess.Popen([WITAN, "serve", "--data", folder, "--port", str(port),
                               "--account-limit", "0", "--question-limit", "0"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def verify(folder):
    done = subprocess.run([WITAN, "audit", "verify", "--data", folder], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def form(fields, photo):
    edge = "edge%016x" % random.getrandbits(64)
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode() for n, v in fields]
    parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"\r\n'
                 "Content-Type: image/jpeg\r\n\r\n".encode() + photo + f"\r\n--{edge}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={edge}"


def ask_and_answer(port, tokens, asker, acknowledged, stop):
    """Asks and answers until the server is gone; notes what was acknowledged."""
    try:
        while not stop.is_set():
            status, sheet = call(port, "POST", "/v1/questions", asker, {
                "subject": "snakes", "text": "Which snake?", "place": "IN-KA", "urgency": "today"})
            if status != 201:
                continue
            acknowledged.append(("question", sheet["id"], None))
            for handle, token in tokens.items():
                status, _ = call(port, "POST", f"/v1/questions/{sheet['id']}/answers", token,
                                 {"taxon": "Daboia russelii"})
                if status == 201:
                    acknowledged.append(("answer", sheet["id"], handle))
    except (OSError, http.client.HTTPException, ValueError):
        return


def kills(folder, tokens, asker, steward):
    for turn in range(3):
        port = free_port()
        server = serve(folder, port)
        acknowledged, stop = [], threading.Event()
        crowd = [threading.Thread(target=ask_and_answer, args=(port, tokens, asker, acknowledged, stop))
                 for _ in range(4)]
        for thread in crowd:
            thread.start()
        time.sleep(2.0 + turn)
        server.send_signal(signal.SIGKILL)
        server.wait()
        stop.set()
        for thread in crowd:
            thread.join()
        server = serve(folder, port)
        lost = []
        for kind, question, handle in acknowledged:
            status, sheet = call(port, "GET", f"/v1/questions/{question}", steward)
            if status != 200 or kind == "answer" and handle not in [a["expert"] for a in sheet["answers"]]:
                lost.append((kind, question, handle))
        check(f"kill {turn + 1}: {len(acknowledged)} acknowledged, none lost",
              acknowledged and not lost, str(lost[:5]))
        server.terminate()
        server.wait()
        code, said = verify(folder)
        check(f"kill {turn + 1}: the audit is clean", code == 0, said)


def attachments(folder):
    database = os.path.join(folder, "community.sqlite")
    listed = subprocess.run(["sqlite3", database, "-A", "-t"], capture_output=True, text=True).stdout.split("\n")
    photos = [name for name in listed if name.startswith("photos/")]
    check("sqlite3 -A -t lists the photo and the taxonomy",
          len(photos) == 1 and any(name.startswith("taxonomies/") for name in listed), str(listed))
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["sqlite3", database, "-A", "-x", "-C", out], check=True, capture_output=True)
        photo = os.path.join(out, photos[0])
        groups = json.loads(subprocess.run(["exiftool", "-j", "-G0", photo], capture_output=True, text=True).stdout)[0]
        foreign = [tag for tag in groups
                   if tag.split(":")[0] not in ("SourceFile", "ExifTool", "File", "JFIF", "Composite")]
        check("exiftool finds no metadata in the extracted photo",
              not foreign and "File:Comment" not in groups, str(foreign or groups))
        before = json.loads(subprocess.run(["exiftool", "-j", "-G0", PHOTO], capture_output=True, text=True).stdout)[0]
        check("the photo as it was sent had a GPS position", any("GPS" in tag for tag in before))


def flips(folder):
    """One changed byte each, in a copy."""
    cases = {
        "an event": ("event", "bytes", "idx", "entry "),
        "an answer row": ("answer", "body", "key", "answer "),
        "a photo": ("sqlar", "data", "name", "photos/"),
    }
    for what, (table, column, key, named) in cases.items():
        with tempfile.TemporaryDirectory() as other:
            copy = os.path.join(other, "community")
            shutil.copytree(folder, copy)
            base = sqlite3.connect(os.path.join(copy, "community.sqlite"))
            for (trigger,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                base.execute(f'DROP TRIGGER "{trigger}"')
            where = "name LIKE 'photos/%'" if table == "sqlar" else "1"
            place, content = base.execute(
                f"SELECT {key}, {column} FROM {table} WHERE {where} ORDER BY {key} DESC LIMIT 1").fetchone()
            changed = bytearray(content.encode() if isinstance(content, str) else content)
            at = changed.index(b"Daboia") + 2 if table == "answer" else len(changed) // 2
            changed[at] ^= 1
            value = changed.decode() if isinstance(content, str) else bytes(changed)
            base.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (value, place))
            base.commit()
            base.close()
            code, said = verify(copy)
            check(f"one flipped byte in {what} ({place}): exit 8, and it is named",
                  code == 8 and named in said and str(place) in said, f"exit {code}\n{said}")


def main():
    with tempfile.TemporaryDirectory(prefix="witan-house-") as home:
        folder = os.path.join(home, "community")
        made = json.loads(subprocess.run(
            [WITAN, "init", folder, "--demo", os.path.join(ROOT, "fixtures", "demo"), "--json"],
            check=True, capture_output=True, text=True).stdout)
        members = made["members"]
        tokens = {m["handle"]: m["token"] for m in members if "expert" in m["roles"]}
        asker = next(m["token"] for m in members if "asker" in m["roles"])
        steward = next(m["token"] for m in members if "steward" in m["roles"])

        port = free_port()
        server = serve(folder, port)
        body, kind = form([("subject", "snakes"), ("text", "And this?"), ("place", "IN")], open(PHOTO, "rb").read())
        status, sheet = call(port, "POST", "/v1/questions", asker, body, kind)
        check("a photo with GPS is taken", status == 201 and len(sheet["photos"]) == 1, str(sheet))
        second = subprocess.run([WITAN, "serve", "--data", folder, "--port", str(free_port())],
                                capture_output=True, text=True, timeout=60)
        check("a second server on the folder is refused (69)", second.returncode == 69, second.stderr)
        server.terminate()
        server.wait()

        kills(folder, tokens, asker, steward)
        attachments(folder)
        flips(folder)
    print(f"\n{passed} passed, {failed} failed")
    raise SystemExit(failed > 0)


main()
