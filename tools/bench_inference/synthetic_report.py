"""The table and the goals of the runs on drawn votes."""
import tables

LEAST_FASTER = 50
MOST_MEMORY = 0.1
MOST_TENFOLD = 12  # ten times the votes; a fifth more for what no longer fits the caches


def show(runs):
    """Prints the runs."""
    votes = f"{runs['votes']:,} votes"
    theirs = runs["crowdKit"]
    rows = [row(f"crowd-kit DawidSkene, 10 rounds, {votes}", theirs, without_modules(theirs)),
            row(f"Witan plain Dawid-Skene, 10 rounds, {votes}", runs["plain"])]
    if "plainTenfold" in runs:
        rows.append(row(f"the same, {10 * runs['votes']:,} votes", runs["plainTenfold"]))
    for method in ("dawid-skene-ml", "witan"):
        end = runs[method]["end"].partition(": ")[2]
        rows.append(row(f"witan aggregate --method {method}, {votes} ({end})", runs[method]))
    tables.table("Drawn votes: CPU seconds and memory", [
        "run", "seconds", "CPU s", "less modules", "rounds alone", "peak MiB"], rows)
    same = runs["comparison"]
    print(f"\ncrowd-kit and Witan after 10 rounds: accuracy {same['accuracy'][0]:.3f} and "
          f"{same['accuracy'][1]:.3f} %, same label on {same['agreement']:.3f} % of the tasks,\n"
          f"log-likelihood {same['logLikelihood'][0]:.1f} and {same['logLikelihood'][1]:.1f}")


def without_modules(cost):
    """CPU seconds without the loading of Python's modules: reading, rounds and writing."""
    loading = cost["modulesCPUSeconds"]
    return None if loading is None else cost["cpuSeconds"] - loading


def row(name, cost, less=None):
    """One row: the whole process, without modules, the rounds alone, memory."""
    less = cost["cpuSeconds"] if less is None else less
    return [name, tables.cell(cost["seconds"], 1), tables.cell(cost["cpuSeconds"], 2),
            tables.cell(less, 2), tables.cell(cost.get("roundsCPUSeconds"), 2),
            tables.cell(cost["peakMiB"], 0)]


def check(goals, runs):
    """Notes the goals of speed, memory and growth."""
    same = runs["comparison"]
    one, other = same["logLikelihood"]
    goals.check("same log-likelihood as crowd-kit's after as many rounds, to 0.1 %",
                abs(one - other) <= 1e-3 * abs(one), f"{other:.1f} against {one:.1f}")
    theirs, ours = runs["crowdKit"], runs["plain"]
    check_speed(goals, "reading, rounds and writing", without_modules(theirs), ours["cpuSeconds"])
    check_speed(goals, "the rounds alone", theirs["roundsCPUSeconds"], ours["roundsCPUSeconds"])
    share = ours["peakMiB"] / theirs["peakMiB"]
    goals.check(f"at most {MOST_MEMORY:g} of crowd-kit's memory", share <= MOST_MEMORY,
                f"{share:.3f}: {ours['peakMiB']:.0f} against {theirs['peakMiB']:.0f} MiB")
    if "plainTenfold" in runs:
        check_growth(goals, ours, runs["plainTenfold"])


def check_speed(goals, what, theirs, ours):
    """How many times fewer CPU seconds."""
    claim = f"at least {LEAST_FASTER} times faster than crowd-kit, {what}"
    if theirs is None or not ours > 0:
        return goals.check(claim, None, "no CPU times of the parts here")
    goals.check(claim, theirs / ours >= LEAST_FASTER,
                f"{theirs / ours:.1f} times: {ours:.2f} against {theirs:.2f} CPU s")


def check_growth(goals, small, great):
    """Ten times the votes cost about ten times as much."""
    times = great["cpuSeconds"] / small["cpuSeconds"]
    rounds = great["roundsCPUSeconds"] / small["roundsCPUSeconds"]
    memory = great["peakMiB"] / small["peakMiB"]
    goals.check(f"ten times the votes, at most {MOST_TENFOLD} times the CPU seconds",
                times <= MOST_TENFOLD,
                f"{times:.1f} times; rounds alone {rounds:.1f}; memory {memory:.1f}")
