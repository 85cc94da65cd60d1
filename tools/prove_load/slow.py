"""Slow clients, and what others notice of them. Use: tools/prove-slow [SECONDS]

For each of slowhttptest's modes (headers that do not end, bodies that trickle, ranges without end,
replies that are hardly read) 200 connections are held for SECONDS (25). Meanwhile ordinary requests
are made, each on a connection of its own: a question as JSON, and the page of it that people see.
Their median and their 95th percentile must stay under twice what they were just before. Ends with 1
where they do not, or where the server refuses or ends.
"""
import http.client, os, re, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from served import asked, served

MODES = {
    "headers (slowloris)": ["-H", "-i", "5"],
    "bodies (R.U.D.Y.)": ["-B", "-i", "5", "-s", "8192", "-f", "application/json"],
    "ranges (Apache killer)": ["-R", "-a", "10", "-b", "3000"],
    "replies hardly read": ["-X", "-w", "10", "-y", "20", "-n", "5", "-z", "32", "-k", "3"],
}
TARGETS = {"bodies (R.U.D.Y.)": "/v1/invitations/accept", "replies hardly read": "/openapi.json"}


def measured(stand, question, seconds):
    """Times of ordinary requests over so many seconds, in milliseconds, sorted."""
    header = {"Authorization": f"Bearer {stand.token['asker']}"}
    times, end, number = [], time.monotonic() + seconds, 0
    while time.monotonic() < end:
        path = (f"/v1/questions/{question}", "/healthz", "/")[number % 3]
        number += 1
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", stand.port, timeout=30)
        connection.request("GET", path, headers=header)
        reply = connection.getresponse()
        reply.read()
        connection.close()
        times.append((time.perf_counter() - start) * 1000)
        if reply.status != 200:
            raise SystemExit(f"{path}: {reply.status}")
        time.sleep(0.01)
    return sorted(times)


def at(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def main():
    program = sys.argv[1]
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    failed = []
    print(f"{'200 connections each':24} {'requests':>8}  {'median ms':>17}  {'95 % ms':>17}")
    print(f"{'':24} {'':>8}  {'before':>8} {'during':>8}  {'before':>8} {'during':>8}")
    with served(program) as stand:
        question = asked(stand)
        measured(stand, question, 3)
        for mode, words in MODES.items():
            before = measured(stand, question, 10)
            address = f"http://127.0.0.1:{stand.port}{TARGETS.get(mode, '/')}"
            with tempfile.TemporaryFile("w+") as said:
                attack = subprocess.Popen(
                    ["slowhttptest", *words, "-c", "200", "-r", "100", "-l", str(seconds), "-p", "5",
                     "-x", "24", "-u", address], stdout=said, stderr=subprocess.STDOUT)
                time.sleep(3)
                during = measured(stand, question, seconds - 6)
                attack.wait()
                said.seek(0)
                text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", said.read())
            held = [int(found) for found in re.findall(r"connected:\s+(\d+)", text)]
            marks = [(at(before, share), at(during, share)) for share in (0.5, 0.95)]
            print(f"{mode:24} {len(during):8}  {marks[0][0]:8.2f} {marks[0][1]:8.2f}  "
                  f"{marks[1][0]:8.2f} {marks[1][1]:8.2f}   {max(held, default=0)} held at once", flush=True)
            for name, (one, two) in zip(("median", "95 %"), marks):
                if two >= 2 * one:
                    failed.append(f"{mode}: {name} {one:.2f} -> {two:.2f} ms")
    for line in failed:
        print("FAILED", line)
    print(f"{2 * len(MODES) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main()
