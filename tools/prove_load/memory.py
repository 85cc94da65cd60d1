"""What a server holds in memory. Use: tools/prove-memory

Idle (after ten seconds), while 200 clients send a photo of 10 MB each at once, and with 1,000 streams
of events open. Read from /proc: VmHWM, the most that was resident since the last reading. The
programs that clean photos are processes of their own and are counted apart. Ends with 1 where the
idle server holds 60 MiB or more, or the busy one 256 MiB or more.
"""
import http.client, json, os, resource, socket, subprocess, sys, threading, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import ROOT, asked, served

MIB = 1 << 20


def resident(pid):
    """MiB resident now, and at most since `forget`."""
    found = dict(line.split(":", 1) for line in open(f"/proc/{pid}/status") if line.startswith(("VmHWM", "VmRSS")))
    return tuple(int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


def forget(pid):
    """Begins the maximum anew."""
    with open(f"/proc/{pid}/clear_refs", "w") as file:
        file.write("5")


def big_photo(home):
    """A real JPEG of nearly 10 MiB: noise, 5,000 x 4,000."""
    noise, path = os.path.join(home, "noise.v"), os.path.join(home, "big.jpg")
    subprocess.run(["vips", "gaussnoise", noise, "3400", "2600", "--mean", "128", "--sigma", "60"], check=True)
    for quality in range(95, 40, -3):
        subprocess.run(["vips", "copy", noise, f"{path}[Q={quality}]"], check=True)
        if os.path.getsize(path) < 10 * MIB - 1024:
            break
    content = open(path, "rb").read()
    # Bytes behind a JPEG's end are sent by many telephones; they bring it to its full size.
    return content + bytes(10 * MIB - 1024 - len(content))


def sent(stand, photo, results):
    """Sends one question with the photo, in pieces as a slow line does."""
    head = b"".join(b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
                    for pair in ((b"subject", b"snakes"), (b"text", b"Which?")))
    head += b'--b\r\nContent-Disposition: form-data; name="photo"; filename="p"\r\n\r\n'
    length = len(head) + len(photo) + len(b"\r\n--b--\r\n")
    try:
        with socket.create_connection(("127.0.0.1", stand.port), timeout=600) as wire:
            wire.sendall((f"POST /v1/questions HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                          f"Authorization: Bearer {stand.token['asker']}\r\nContent-Length: {length}\r\n"
                          "Content-Type: multipart/form-data; boundary=b\r\n\r\n").encode() + head)
            for start in range(0, len(photo), 1 << 18):
                wire.sendall(photo[start:start + (1 << 18)])
            wire.sendall(b"\r\n--b--\r\n")
            results.append(int(wire.recv(1 << 16).split(b" ")[1]))
    except OSError as error:
        results.append(str(error))


def uploads(stand, count):
    photo, results = big_photo(stand.home), []
    threads = [threading.Thread(target=sent, args=(stand, photo, results)) for _ in range(count)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {result: results.count(result) for result in set(results)}
    return told, time.monotonic() - start


def streams(stand, count):
    """Opens so many streams, eight for each of as many members as it takes."""
    question = asked(stand)
    tokens = [stand.token["asker"], stand.token["auditor"], stand.token["steward"]]
    # More accounts: eight streams each is the limit of one.
    while len(tokens) * 8 < count:
        body = {"handle": f"auditor-{len(tokens)}", "name": "A", "roles": ["auditor"]}
        status, made = stand.call("POST", "/v1/members", stand.token["steward"], body)
        if status != 201:
            raise SystemExit(f"joining: {status} {made[:200]}")
        tokens.append(json.loads(made)["token"])
    opened = []
    for token in tokens:
        for _ in range(8):
            if len(opened) == count:
                return opened
            wire = socket.create_connection(("127.0.0.1", stand.port), timeout=60)
            wire.sendall((f"GET /v1/questions/{question}/events HTTP/1.1\r\nHost: a\r\n"
                          f"Authorization: Bearer {token}\r\n\r\n").encode())
            head = wire.recv(4096)
            if b" 200 " not in head.split(b"\r\n")[0] + b" ":
                wire.close()
                break
            opened.append(wire)
    return opened


def main():
    program, failed = sys.argv[1], []
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))

    def row(name, value, limit, more=""):
        print(f"{name:34} {value:7.1f} MiB, under {limit}: {'yes' if value < limit else 'NO'}{more}", flush=True)
        if value >= limit:
            failed.append(name)

    with served(program) as stand:
        time.sleep(10)
        row("idle", resident(stand.pid)[0], 60)
        forget(stand.pid)
        told, seconds = uploads(stand, 200)
        row("200 uploads of 10 MB at once", resident(stand.pid)[1], 256, f"; replies {told} in {seconds:.0f} s")
        if set(told) != {201}:
            failed.append(f"uploads: {told}")
    with served(program) as stand:
        forget(stand.pid)
        opened = streams(stand, 1000)
        asked(stand)
        time.sleep(5)
        row("1,000 streams", resident(stand.pid)[1], 256, f"; {len(opened)} open")
        if len(opened) != 1000:
            failed.append(f"streams: {len(opened)}")
        for wire in opened:
            wire.close()
    print(f"{3 - min(3, len(failed))} passed, {len(failed)} failed" + ("" if not failed else ": " + "; ".join(failed)))
    sys.exit(1 if failed else 0)


main()
