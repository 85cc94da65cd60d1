"""What verifying a great ledger costs. Use: bench_ledger.py BINARIES [ENTRIES] [MEGABYTES]

Makes two data folders: one whose bytes are nearly all photos, of which verifying is hashing, and one of
a million small entries, of which verifying is replaying and deriving. Verifies both with the program,
proves entries of the second, and prints each goal as met or NOT met with what was measured. `openssl
speed` runs on one core just before and after the hashing; the audit may use all of them.
"""
import csv
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

GREAT = 1_000_000


def main():
    if not 2 <= len(sys.argv) <= 4:
        sys.exit(__doc__.splitlines()[0])
    binaries = sys.argv[1]
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else GREAT
    megabytes = int(sys.argv[3]) if len(sys.argv) > 3 else 2_000
    with tempfile.TemporaryDirectory(prefix="witan-bench-ledger-", dir=os.environ.get("WITAN_BENCH_DIR")) as home:
        hashing(binaries, home, megabytes)
        replaying(binaries, home, entries)


def hashing(binaries, home, megabytes):
    folder = os.path.join(home, "photos")
    bench(binaries, "photos", folder, megabytes)
    before = openssl()
    found = verified(binaries, folder)
    after = openssl()
    speed = (before + after) / 2
    rate = (found["entryBytes"] + found["attachmentBytes"]) / found["seconds"]
    print(f"hashing    {found['attachmentBytes'] / 1e9:.2f} GB of photos in {found['seconds']:.1f} s: "
          f"{rate / 1e6:,.0f} MB/s; openssl speed sha256, one core: {speed / 1e6:,.0f} MB/s")
    check(f"at least half of openssl's speed ({rate / speed:.2f})", rate >= speed / 2 and found["faults"] == 0)
    check(f"memory bounded: {found['kilobytesAtPeak'] / 1024:,.0f} MiB at the peak",
          found["kilobytesAtPeak"] < 300 * 1024)


def replaying(binaries, home, entries):
    small = os.path.join(home, "small")
    bench(binaries, "ledger", small, max(1_000, entries // 10))
    great = os.path.join(home, "great")
    bench(binaries, "ledger", great, entries)
    one, ten = verified(binaries, small), verified(binaries, great)
    for found in (one, ten):
        print(f"replaying  {int(found['entries']):,} entries, {found['entryBytes'] / 1e6:,.0f} MB, "
              f"{int(found['records']):,} records in {found['seconds']:.0f} s: "
              f"{found['entries'] / found['seconds']:,.0f} entries/s; "
              f"{found['kilobytesAtPeak'] / 1024:,.0f} MiB at the peak")
    check(f"{entries:,} entries verified and clean", ten["faults"] == 0 and ten["entries"] == entries)
    growth = ten["kilobytesAtPeak"] / one["kilobytesAtPeak"]
    check(f"ten times the entries, memory times {growth:.2f}", growth < 1.5)
    start = time.monotonic()
    subprocess.run([os.path.join(binaries, "witan"), "audit", "verify", "--data", great], check=True,
                   capture_output=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"program    witan audit verify: {time.monotonic() - start:.0f} s; "
          f"{peak / 1024:,.0f} MiB at the peak of all that ran")
    out = bench(binaries, "prove", great)
    for row in csv.DictReader(out.splitlines()):
        check(f"proof: {row['proof']} of {int(row['entries']):,}: {float(row['medianMilliseconds']):.2f} ms in the "
              f"median, {float(row['slowestMilliseconds']):.2f} ms at the slowest of 50",
              float(row["slowestMilliseconds"]) < 10)


def bench(binaries, *words):
    return subprocess.run([os.path.join(binaries, "WitanBench"), *map(str, words)], check=True,
                          stdout=subprocess.PIPE, text=True).stdout


def verified(binaries, folder):
    """The figures of one audit, by name."""
    return {name: float(value) for name, value in csv.reader(bench(binaries, "verify", folder).splitlines())}


def openssl():
    """Bytes a second, of one core."""
    out = subprocess.run(["openssl", "speed", "-seconds", "2", "-bytes", "16384", "sha256"], check=True,
                         capture_output=True, text=True).stdout
    return float(re.search(r"^sha256\s+([\d.]+)k", out, re.MULTILINE).group(1)) * 1000


def check(claim, is_met):
    print(f"{'met    ' if is_met else 'NOT met'} {claim}", flush=True)


if __name__ == "__main__":
    main()
