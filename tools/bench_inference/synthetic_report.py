"""The table and the goals of the runs on drawn votes."""
import tables

LEAST_FASTER = 50
MOST_MEMORY = 0.1
MOST_TENFOLD = 12  # ten times the votes; a fifth more for what no longer fits the caches


def show(runs):
    """Prints the runs."""
    votes = f"{runs['votes']:,} votes"
    rows = [row(f"crowd-kit DawidSkene, 10 rounds, {votes}", runs["crowdKit"]),
            row(f"witan aggregate --method dawid-skene-ml --rounds 10, {votes}", runs["plain"])]
    if "plainTenfold" in runs:
        rows.append(row(f"the same, {10 * runs['votes']:,} votes", runs["plainTenfold"]))
    for method in ("dawid-skene-ml", "witan"):
        end = runs[method]["end"].partition(": ")[2]
        rows.append(row(f"witan aggregate --method {method}, {votes} ({end})", runs[method]))
    tables.table("Drawn votes: time and memory; the method is without files and modules", [
        "run", "seconds", "CPU s", "method: seconds", "CPU s", "peak MiB"], rows)
    same = runs["comparison"]
    print(f"\ncrowd-kit and Witan after 10 rounds: accuracy {same['accuracy'][0]:.3f} and "
          f"{same['accuracy'][1]:.3f} %, same label on {same['agreement']:.3f} % of the tasks,\n"
          f"log-likelihood {same['logLikelihood'][0]:.1f} and {same['logLikelihood'][1]:.1f}")


def row(name, cost):
    """One row: the whole process, the method within it, memory."""
    method = cost.get("method") or {}
    return [name, tables.cell(cost["seconds"], 1), tables.cell(cost["cpuSeconds"], 2),
            tables.cell(method.get("seconds"), 2), tables.cell(method.get("cpuSeconds"), 2),
            tables.cell(cost["peakMiB"], 0)]


def check(goals, runs):
    """Notes the goals of speed, memory and growth."""
    same = runs["comparison"]
    one, other = same["logLikelihood"]
    goals.check("same log-likelihood as crowd-kit's after as many rounds, to 0.1 %",
                abs(one - other) <= 1e-3 * abs(one), f"{other:.1f} against {one:.1f}")
    theirs, ours = runs["crowdKit"], runs["plain"]
    check_speed(goals, "the method, votes in memory to labels", theirs["method"], ours["method"])
    check_speed(goals, "its rounds alone", theirs["method"], ours["roundsAlone"])
    check_speed(goals, "with reading and writing files", theirs["afterModules"], ours)
    share = ours["peakMiB"] / theirs["peakMiB"]
    goals.check(f"at most {MOST_MEMORY:g} of crowd-kit's memory", share <= MOST_MEMORY,
                f"{share:.3f}: {ours['peakMiB']:.0f} against {theirs['peakMiB']:.0f} MiB")
    if "plainTenfold" in runs:
        check_growth(goals, ours, runs["plainTenfold"])


def check_speed(goals, what, theirs, ours):
    """How many times faster by the clock, and how many times fewer CPU seconds."""
    claim = f"at least {LEAST_FASTER} times faster than crowd-kit, {what}"
    if not theirs or not ours or not ours["seconds"] > 0:
        return goals.check(claim, None, "no times of the parts here")
    times = theirs["seconds"] / ours["seconds"]
    text = f"{times:.1f} times: {ours['seconds']:.2f} against {theirs['seconds']:.2f} s"
    if theirs["cpuSeconds"] and ours["cpuSeconds"]:
        text += f"; CPU {theirs['cpuSeconds'] / ours['cpuSeconds']:.1f} times"
    goals.check(claim, times >= LEAST_FASTER, text)


def check_growth(goals, small, great):
    """Ten times the votes cost about ten times as much."""
    times = {name: great[name] / small[name] for name in ("seconds", "cpuSeconds", "peakMiB")}
    rounds = great["roundsAlone"]["seconds"] / small["roundsAlone"]["seconds"]
    goals.check(f"ten times the votes, at most {MOST_TENFOLD} times the time",
                times["seconds"] <= MOST_TENFOLD,
                f"{times['seconds']:.1f} times; CPU {times['cpuSeconds']:.1f}; "
                f"rounds alone {rounds:.1f}; memory {times['peakMiB']:.1f}")
