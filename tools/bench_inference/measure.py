"""One command in a process of its own, and what it cost."""
import dataclasses, os, subprocess, sys, tempfile, threading, time

# One thread for other people's linear algebra, which Dawid-Skene has none of: waiting threads spin.
SINGLE = {name: "1" for name in
          ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}


@dataclasses.dataclass
class Mark:
    """A line that the command wrote to stderr, and what had been spent when it was read."""
    line: str
    seconds: float
    cpu: float | None


@dataclasses.dataclass
class Cost:
    """What a finished command printed and cost. `peak` is the greatest resident size in bytes."""
    code: int
    out: str
    marks: list
    seconds: float
    cpu: float
    peak: int

    def between(self, first, last):
        """What was spent from the line that holds `first` to the one that holds `last`."""
        start, end = self.at(first), self.at(last)
        if start is None or end is None:
            return None
        cpu = None if None in (start.cpu, end.cpu) else end.cpu - start.cpu
        return {"seconds": end.seconds - start.seconds, "cpuSeconds": cpu}

    def at(self, part):
        """The first mark whose line holds `part`, None where there is none."""
        return next((mark for mark in self.marks if part in mark.line), None)

    def sheet(self):
        """The numbers, for JSON."""
        return {"seconds": round(self.seconds, 3), "cpuSeconds": round(self.cpu, 3),
                "peakMiB": round(self.peak / 2**20, 1)}


def cpu_so_far(process):
    """The CPU seconds of a running process, where /proc tells; else None."""
    try:
        with open(f"/proc/{process.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(command, limit_seconds=3600, feed=os.devnull, keep=None):
    """Runs a command to its end or to the limit; a failed one is given back, not raised.

    `feed` is the file that it reads as stdin, `keep` the file that takes its stdout.

    This process must stay small: Linux counts its own size into the peak of what it starts.
    """
    with open(feed) as given, open(keep, "w") if keep else tempfile.TemporaryFile("w+") as out:
        started = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command], stdin=given, stdout=out,
            stderr=subprocess.PIPE, text=True, env={**os.environ, **SINGLE})
        timer = threading.Timer(limit_seconds, process.kill)
        timer.start()
        marks = [Mark(line.rstrip(), time.monotonic() - started, cpu_so_far(process))
                 for line in process.stderr]
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        printed = "" if keep else reread(out)
        unit = 1 if sys.platform == "darwin" else 1024
        return Cost(process.returncode, printed, marks, seconds,
                    usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


def reread(file):
    """All of a file from its start."""
    file.seek(0)
    return file.read()


def say(text):
    """Progress, on stderr."""
    print(text, file=sys.stderr, flush=True)


def complain(name, cost):
    """Says that a command failed, with its last words."""
    last = cost.marks[-1].line if cost.marks else "no word"
    say(f"  {name}: failed with {cost.code}: {last}")
