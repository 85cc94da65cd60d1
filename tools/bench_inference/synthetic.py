"""Speed and memory on drawn votes: plain Dawid-Skene, as many rounds here as there."""
import json, os, sys

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 10
REPETITIONS = 3  # of the timed runs; that with the middle time counts
# votes: (tasks, workers)
SIZES = {100_000: (20_000, 1_000), 1_000_000: (200_000, 10_000), 10_000_000: (2_000_000, 100_000)}


class Bench:
    """The programs and the folder with the drawn votes."""

    def __init__(self, witan, scratch):
        self.witan, self.scratch = witan, scratch

    def path(self, name):
        return os.path.join(self.scratch, name)

    def python(self, script, *words):
        shown = [os.path.basename(str(word)) for word in words]
        return self.run(" ".join([script, *shown]),
                        [sys.executable, os.path.join(HERE, script), *words])

    def run(self, name, command, **rest):
        """Runs a command and says what it cost; a failure ends the bench."""
        cost = measure.run(command, **rest)
        if cost.code != 0:
            measure.complain(name, cost)
            raise SystemExit(70)
        measure.say(f"  {name}: {cost.seconds:.1f} s, {cost.cpu:.1f} CPU s, "
                    f"{cost.peak / 2**20:.0f} MiB")
        return cost

    def draw(self, votes):
        """Draws a file of so many votes and its truth; gives their paths."""
        paths = self.path(f"votes-{votes}.csv"), self.path(f"truth-{votes}.csv")
        tasks, workers = SIZES[votes]
        self.python("draw_votes.py", *paths, "--tasks", tasks, "--workers", workers)
        return paths

    def crowd_kit(self, votes, out, *words):
        """crowd-kit's Dawid-Skene with exactly ROUNDS rounds."""
        return self.python("rivals.py", "DawidSkene", votes, out, "--rounds", ROUNDS, *words)

    def program(self, votes, method, *words):
        """The program itself, as people run it."""
        return self.run(f"witan aggregate --method {method} {' '.join(map(str, words[:2]))}",
                        [self.witan, "aggregate", votes, "--method", method, *words])

    def plain(self, votes, out, *words):
        """Our plain Dawid-Skene with exactly ROUNDS rounds."""
        return self.program(votes, "dawid-skene-ml", "--rounds", ROUNDS, "-o", out, *words)


def measured(bench, is_quick):
    """All runs on drawn votes, by name."""
    small = 100_000 if is_quick else 1_000_000
    votes, truth = bench.draw(small)
    theirs = middle(lambda: bench.crowd_kit(votes, bench.path("theirs.csv")))
    runs = {"votes": small, "crowdKit": {
        **theirs.sheet(), "afterModules": after(theirs, "modules loaded"),
        "method": theirs.between("votes read", "labels found")}}
    runs["plain"] = plain(bench, votes, small)
    runs["comparison"] = compared(bench, votes, truth)
    for method in ("dawid-skene-ml", "witan"):
        cost = bench.program(votes, method, "-o", bench.path("labels.csv"))
        runs[method] = {**cost.sheet(), "end": cost.marks[-1].line}
    if not is_quick:
        great, _ = bench.draw(10 * small)
        runs["plainTenfold"] = plain(bench, great, 10 * small)
    return runs


def middle(repeat):
    """The run with the middle time: another program's load moves a single one by half."""
    return sorted((repeat() for _ in range(REPETITIONS)), key=lambda cost: cost.seconds)[
        REPETITIONS // 2]


def after(cost, line):
    """What a run spent after a line: all of it but the loading of Python's modules."""
    mark = cost.at(line)
    if mark is None:
        return None
    cpu = None if mark.cpu is None else cost.cpu - mark.cpu
    return {"seconds": cost.seconds - mark.seconds, "cpuSeconds": cpu}


def plain(bench, votes, count):
    """The cost of our plain Dawid-Skene: the whole, and the method without files.

    The method is what crowd-kit calls fit, from the last vote read to the labels: numbering the
    votes is part of it there and here. The program says how many it has read by the million.
    """
    cost = middle(lambda: bench.plain(votes, bench.path("ours.csv")))
    start = f"{count} votes read" if count >= 1_000_000 else f"{count} votes ..."
    return {**cost.sheet(), "method": cost.between(start, "rounds, "),
            "roundsAlone": cost.between(": ", "rounds, ")}


def compared(bench, votes, truth):
    """Whether both come to the same: runs that write all probabilities, and are not timed."""
    bench.crowd_kit(votes, bench.path("theirs.csv"), "--whole")
    bench.plain(votes, bench.path("ours.csv"), "--posterior")
    judged = bench.python("judge.py", votes, truth, bench.path("theirs.csv"),
                          bench.path("ours.csv"))
    return json.loads(judged.out)
