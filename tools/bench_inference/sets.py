"""Every method on every vote set: accuracy, log-loss, and what each run cost."""
import os, sys, tempfile

import measure, score

HERE = os.path.dirname(os.path.abspath(__file__))
CROWD_KIT = ["MajorityVote", "Wawa", "DawidSkene", "OneCoinDawidSkene", "ZeroBasedSkill", "MACE",
             "GLAD"]
WITAN = ["witan", "majority", "wawa", "dawid-skene", "dawid-skene-ml", "fast-dawid-skene",
         "one-coin", "glad", "mace", "zbs", "kos", "ibcc", "ebcc", "la", "la2", "bwa", "iwmv",
         "plantnet"]
QUICK = {"MajorityVote", "Wawa", "DawidSkene", "ZeroBasedSkill", "witan", "majority", "wawa",
         "dawid-skene", "dawid-skene-ml", "one-coin"}
# Votes above which a method of crowd-kit takes far too long: GLAD climbs gradients in pandas.
TOO_MANY = {"GLAD": 50_000}
LIMIT_SECONDS = 900


def methods(is_quick):
    """The runs to do: (whose, method)."""
    every = [("crowd-kit", name) for name in CROWD_KIT] + [("witan", name) for name in WITAN]
    return [(whose, name) for whose, name in every if not is_quick or name in QUICK]


def found(data):
    """The names of the vote sets below a folder."""
    def is_set(name):
        return all(os.path.exists(os.path.join(data, name, part))
                   for part in ("answers.csv", "truth.csv"))
    return sorted(name for name in os.listdir(data) if is_set(name))


def command(witan, whose, method, votes, out):
    """The command that writes all probabilities of `method` on `votes` to `out`."""
    if whose == "witan":
        return [witan, "aggregate", votes, "--method", method, "--posterior", "-o", out]
    return [sys.executable, os.path.join(HERE, "rivals.py"), method, votes, out, "--whole"]


def one(witan, whose, method, folder, truth):
    """The scores and costs of one method on one set; None if it failed or took too long."""
    with tempfile.TemporaryDirectory(prefix="witan-bench-") as scratch:
        out = os.path.join(scratch, "beliefs.csv")
        votes = os.path.join(folder, "answers.csv")
        cost = measure.run(command(witan, whose, method, votes, out), LIMIT_SECONDS)
        if cost.code != 0:
            measure.complain(f"{whose} {method}", cost)
            return None
        return {**score.score(score.stated(out), truth), **cost.sheet()}


def count_votes(path):
    """The rows of a file of votes, its header not counted."""
    with open(path, encoding="utf-8") as file:
        return sum(1 for _ in file) - 1


def measured(witan, data, is_quick):
    """{set: {(whose, method): scores and costs, or None where it was left out}}"""
    results = {}
    for name in found(data):
        folder = os.path.join(data, name)
        truth = score.truths(os.path.join(folder, "truth.csv"))
        votes = count_votes(os.path.join(folder, "answers.csv"))
        results[name] = {}
        for whose, method in methods(is_quick):
            if whose == "crowd-kit" and votes > TOO_MANY.get(method, votes):
                measure.say(f"{name}: {whose} {method} left out: far too slow on {votes} votes")
                results[name][whose, method] = None
                continue
            result = one(witan, whose, method, folder, truth)
            results[name][whose, method] = result
            if result:
                measure.say(f"{name}: {whose} {method}: {result['accuracy']:.1f} %, "
                            f"log-loss {result['logLoss']:.3f}, {result['seconds']:.1f} s")
    return results
