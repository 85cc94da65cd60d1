"""One method of crowd-kit on one file of votes. Use: rivals.py METHOD VOTES OUT [--rounds N]

Writes task,label (and with --whole task,label,probability for every label), as `witan aggregate`
does. Says on stderr when the modules are loaded, the votes read, and the labels found.
"""
import argparse, sys, warnings

warnings.filterwarnings("ignore")
import pandas  # noqa: E402
from crowdkit.aggregation import (  # noqa: E402
    GLAD, MACE, DawidSkene, MajorityVote, OneCoinDawidSkene, Wawa, ZeroBasedSkill)


def classic(rounds, kind=DawidSkene):
    """Dawid-Skene with its own stopping rule, or with exactly so many rounds."""
    return kind() if rounds is None else kind(n_iter=rounds, tol=float("-inf"))


METHODS = {
    "MajorityVote": lambda rounds: MajorityVote(),
    "Wawa": lambda rounds: Wawa(),
    "DawidSkene": classic,
    "OneCoinDawidSkene": lambda rounds: classic(rounds, OneCoinDawidSkene),
    "GLAD": lambda rounds: GLAD(),
    "MACE": lambda rounds: MACE(random_state=0),
    "ZeroBasedSkill": lambda rounds: ZeroBasedSkill(),
}


def beliefs(method, votes):
    """The probability of each label of each task. Shape: [task, label]."""
    if hasattr(method, "fit_predict_proba") and not isinstance(method, OneCoinDawidSkene):
        return method.fit_predict_proba(votes)
    method.fit(votes)  # one-coin's fit_predict_proba of 1.4.1 calls fit with too many arguments
    return method.probas_


def say(text):
    print(text, file=sys.stderr, flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("method", choices=METHODS)
    options.add_argument("votes")
    options.add_argument("out")
    options.add_argument("--rounds", type=int)
    options.add_argument("--whole", action="store_true")
    given = options.parse_args()
    say("modules loaded")
    votes = pandas.read_csv(given.votes, keep_default_na=False).drop_duplicates()
    say("votes read")
    method = METHODS[given.method](given.rounds)
    found = beliefs(method, votes)
    best = found.idxmax(axis=1)
    say("labels found")
    done = getattr(method, "loss_history_", [])
    say(f"{len(done)} rounds")
    if given.whole:
        best = found.rename_axis(index="task", columns="label").stack().rename("probability")
    else:
        best = best.rename_axis("task").rename("label")
    best.to_csv(given.out)


if __name__ == "__main__":
    main()
