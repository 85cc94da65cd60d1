"""The goals on the vote sets: how accurate Witan's default is, and how honest."""
import tables

LEAST_ACCURACY = 83.1  # the best of crowd-kit chosen per set with the truth in hand
MOST_LOSS = 0.62
MOST_BEHIND = 1.0  # points, on any set
OURS = ("witan", "witan")
CLASSIC = ("crowd-kit", "DawidSkene")


def column(results, run, key):
    """One figure of a run on every set; None where it was not measured."""
    return {name: (runs.get(run) or {}).get(key) for name, runs in results.items()}


def check(goals, results):
    """Notes the goals; those about means only where every set was measured."""
    accuracy = tables.mean(column(results, OURS, "accuracy").values())
    goals.check(f"mean accuracy at least {LEAST_ACCURACY} %",
                None if accuracy is None else accuracy >= LEAST_ACCURACY,
                tables.cell(accuracy, 2))
    for rival in ("dawid-skene-ml", "dawid-skene", "majority"):
        check_behind(goals, results, rival)
    check_losses(goals, results)


def check_behind(goals, results, rival):
    """Never far behind one of our own simpler methods."""
    ours, theirs = (column(results, run, "accuracy") for run in (OURS, ("witan", rival)))
    claim = f"on no set more than {MOST_BEHIND:g} point below our {rival}"
    if None in ours.values() or None in theirs.values():
        return goals.check(claim, None, "a run is missing")
    worst = max(results, key=lambda name: theirs[name] - ours[name])
    gap = theirs[worst] - ours[worst]
    word = f"{gap:.2f} below" if gap > 0 else f"{-gap:.2f} above"
    goals.check(claim, gap <= MOST_BEHIND, f"worst on {worst}, {word}")


def check_losses(goals, results):
    """The stated probabilities: on average, and beside the majority's shares."""
    ours, shares = (column(results, run, "logLoss") for run in (OURS, ("witan", "majority")))
    mine = tables.mean(ours.values())
    classic = tables.mean(column(results, CLASSIC, "logLoss").values())
    known = mine is not None
    goals.check(f"mean log-loss below {MOST_LOSS}", mine < MOST_LOSS if known else None,
                tables.cell(mine, 3))
    goals.check("mean log-loss at most half of crowd-kit's Dawid-Skene's",
                mine <= classic / 2 if known and classic is not None else None,
                f"{tables.cell(mine, 3)} against {tables.cell(classic, 3)}")
    claim = "on no set a log-loss above the majority shares'"
    if None in ours.values() or None in shares.values():
        return goals.check(claim, None, "a run is missing")
    worse = [f"{name} {ours[name]:.3f} > {shares[name]:.3f}" for name in results
             if ours[name] > shares[name]]
    goals.check(claim, not worse, ", ".join(worse) or "on none")
