"""What choosing twelve people costs. Use: bench_route.py WITANBENCH

Prints the table of `WitanBench route` and the goals: below 5 ms at 100,000 members, and growth at
most linear in the candidates that pass the filters (a quarter more for what leaves the caches). "first" is
a question of which nobody was asked; "late" one of which sixty were, in a language, by somebody of a
group, with a dozen answers awaited.
"""
import csv
import io
import subprocess
import sys

MOST_MILLISECONDS = 5
MOST_GROWTH = 1.25


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[0])
    print("choosing twelve of 1,000 to 100,000 members ...", file=sys.stderr)
    out = subprocess.run([sys.argv[1], "route"], check=True, capture_output=True, text=True).stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    print(f"{'members':>8} {'need':>6} {'eligible':>8} {'median ms':>10} {'95 % ms':>8} "
          f"{'read in ms':>10} {'bytes each':>10}")
    for row in rows:
        print(f"{int(row['members']):>8,} {row['need']:>6} {int(row['eligible']):>8,} "
              f"{float(row['medianMilliseconds']):>10.2f} {float(row['p95Milliseconds']):>8.2f} "
              f"{float(row['readMilliseconds']):>10.0f} {int(row['bytesPerMember']):>10,}")
    for need in ("first", "late"):
        small, great = [row for row in rows if row["need"] == need][-2:]
        for name, column in (("median", "medianMilliseconds"), ("95 %", "p95Milliseconds")):
            check(f"{need}: twelve of {int(great['members']):,} chosen in under "
                  f"{MOST_MILLISECONDS} ms ({name})", float(great[column]) < MOST_MILLISECONDS)
        each = [float(row["medianMilliseconds"]) / int(row["eligible"]) for row in (small, great)]
        check(f"{need}: time for each eligible member at most {MOST_GROWTH} times that of a tenth "
              f"as many ({each[1] / each[0]:.2f})", each[1] <= MOST_GROWTH * each[0])


def check(claim, is_met):
    print(f"{'met    ' if is_met else 'NOT met'} {claim}")


if __name__ == "__main__":
    main()
