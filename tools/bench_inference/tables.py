"""Tables of text, and the goals with what was measured beside them."""


def table(title, header, rows):
    """Prints rows under a header: the first column to the left, the others to the right."""
    texts = [header] + [[cell if isinstance(cell, str) else f"{cell:g}" for cell in row]
                        for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(header))]
    print(f"\n{title}\n")
    for place, row in enumerate(texts):
        first = row[0].ljust(widths[0])
        print("  ".join([first] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]).rstrip())
        if place == 0:
            print("  ".join("-" * width for width in widths))


def mean(values):
    """The mean, or None where any value is missing."""
    values = list(values)
    return None if not values or None in values else sum(values) / len(values)


def cell(value, digits):
    """A number, or a dash where there is none."""
    return "-" if value is None else f"{value:.{digits}f}"


def by_set(title, results, key, digits):
    """Prints one figure of every method on every set, with the mean over all sets."""
    names = list(results)
    rows = []
    for run in results[names[0]]:
        values = [(results[name][run] or {}).get(key) for name in names]
        rows.append([" ".join(run)] + [cell(v, digits) for v in values + [mean(values)]])
    table(title, ["method"] + names + ["mean"], rows)


def costs(results):
    """Prints what all sets together cost each method; those left out are not in the sums."""
    names = list(results)
    rows = []
    for run in results[names[0]]:
        done = [results[name][run] for name in names if results[name][run]]
        rows.append([
            " ".join(run), f"{len(done)}", cell(sum(each["seconds"] for each in done), 1),
            cell(sum(each["cpuSeconds"] for each in done), 1),
            cell(max((each["peakMiB"] for each in done), default=None), 0)])
    table("All sets together, whole processes: crowd-kit's modules take seconds to load, and a\n"
          "process is charged for the memory of the one that starts it, some 30 MiB",
          ["method", "sets", "seconds", "CPU s", "peak MiB"], rows)


class Goals:
    """Claims, whether they were met, and the figures."""

    def __init__(self):
        self.claims = []

    def check(self, claim, is_met, figures):
        """Notes a claim; `is_met` is None where it could not be measured."""
        word = {True: "met", False: "NOT met", None: "not measured"}[is_met]
        self.claims.append({"claim": claim, "result": word, "figures": figures})

    def show(self):
        """Prints all claims."""
        print("\nGoals\n")
        for each in self.claims:
            print(f"{each['result']:<13} {each['claim']}: {each['figures']}")
