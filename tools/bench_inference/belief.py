"""What one belief over a taxonomy costs, by the taxonomy's size."""
import csv, io

import measure, tables

MOST_RATIO = 1.5
MOST_MICROSECONDS = 50


def measured(timings):
    """The rows of `WitanBench belief`, numbers as numbers."""
    cost = measure.run([timings, "belief"])
    if cost.code != 0:
        measure.complain("belief", cost)
        raise SystemExit(70)
    return [{"taxa": int(row["taxa"]), "errors": row["errors"], "answers": int(row["answers"]),
             "microseconds": float(row["microseconds"])}
            for row in csv.DictReader(io.StringIO(cost.out))]


def show(rows):
    """Prints the times."""
    tables.table(
        "One belief from all answers to a question (what each further answer costs)",
        ["errors", "taxa", "answers", "microseconds", "by answers"],
        [[row["errors"], f"{row['taxa']:,}", str(row["answers"]),
          tables.cell(row["microseconds"], 2),
          tables.cell(row["microseconds"] / row["answers"], 2)] for row in rows])


def check(goals, rows):
    """The size of the taxonomy matters little, and no belief takes long."""
    for errors in dict.fromkeys(row["errors"] for row in rows):
        times = [row["microseconds"] for row in rows if row["errors"] == errors]
        ratio = times[-1] / times[0]
        goals.check(f"belief, {errors} errors, below {MOST_MICROSECONDS} microseconds",
                    max(times) < MOST_MICROSECONDS, f"{max(times):.2f}")
        goals.check(f"belief, {errors} errors, at most {MOST_RATIO} times slower on the great "
                    "taxonomy", ratio <= MOST_RATIO, f"{ratio:.2f}")
