"""Measures the inference against crowd-kit. Use: tools/bench inference

1. Accuracy and log-loss of every method on every vote set, each run a process of its own.
2. Speed and memory on drawn votes, with as many rounds of Dawid-Skene here as there.
3. The time of one belief over a small and a great taxonomy.
Tables and goals go to stdout, progress to stderr, all of it to --json.
"""
import argparse, json, os, tempfile

import belief, measure, set_goals, sets, synthetic, synthetic_report, tables

HERE = os.path.dirname(os.path.abspath(__file__))
USUAL_DATA = os.path.join(HERE, "..", "..", "..", "shared", "inference")


def options():
    """The command line."""
    parser = argparse.ArgumentParser(prog="tools/bench inference")
    parser.add_argument("--witan", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--timings", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--data", default=USUAL_DATA, help="the folder with the vote sets")
    parser.add_argument("--quick", action="store_true",
                        help="fast methods and 100,000 drawn votes only")
    parser.add_argument("--json", help="write all figures to this file")
    given = parser.parse_args()
    if not os.path.isdir(given.data) or not sets.found(given.data):
        parser.error(f"no NAME/answers.csv with NAME/truth.csv below {given.data}")
    return given


def show_sets(results, goals):
    """The tables and goals of the vote sets."""
    tables.by_set("Accuracy, per cent", results, "accuracy", 1)
    tables.by_set("Log-loss, clipped at 1e-6", results, "logLoss", 3)
    tables.costs(results)
    set_goals.check(goals, results)


def drawn(given):
    """The runs on drawn votes, in a folder that is removed."""
    with tempfile.TemporaryDirectory(prefix="witan-bench-") as scratch:
        return synthetic.measured(
            synthetic.Bench(given.witan, scratch), given.quick)


def keep(path, results, runs, beliefs, goals):
    """Writes all figures as JSON."""
    flat = {name: {" ".join(run): figures for run, figures in each.items()}
            for name, each in results.items()}
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"sets": flat, "drawn": runs, "belief": beliefs, "goals": goals.claims}, file,
                  indent=2)
        file.write("\n")


def main():
    given = options()
    goals = tables.Goals()
    measure.say("belief over a taxonomy")
    beliefs = belief.measured(given.timings)
    measure.say("drawn votes")
    runs = drawn(given)
    measure.say("vote sets")
    results = sets.measured(given.witan, given.data, given.quick)
    show_sets(results, goals)
    synthetic_report.show(runs)
    synthetic_report.check(goals, runs)
    belief.show(beliefs)
    belief.check(goals, beliefs)
    goals.show()
    if given.json:
        keep(given.json, results, runs, beliefs, goals)


if __name__ == "__main__":
    main()
