"""Compares what two programs made of the same votes. Use: judge.py VOTES TRUTH ONE OTHER

ONE and OTHER hold task,label,probability. Prints JSON: each one's accuracy and log-likelihood, and
the share of tasks on which both say the same. The likelihood is that of the votes under the rates
that follow from the probabilities (one step of maximisation; Dawid & Skene 1979, DOI
10.2307/2346806), counted here for both in the same way.
"""
import json, sys

import numpy, pandas

LEAST = 1e-10  # the least rate, as both programs have it


def beliefs(path, tasks, labels):
    """The probability of each label of each task. Shape: [task, label]."""
    table = pandas.read_csv(path)
    found = numpy.zeros((len(tasks), len(labels)))
    found[tasks.get_indexer(table.task), labels.get_indexer(table.label)] = table.probability
    return found


def log_likelihood(belief, task, worker, label):
    """The log-likelihood of the votes under the rates that follow from the beliefs."""
    classes = belief.shape[1]
    pair, pair_of_vote = numpy.unique(worker * classes + label, return_inverse=True)
    worker_of_pair = pair // classes
    total = numpy.tile(numpy.log(belief.mean(axis=0).clip(LEAST)), (belief.shape[0], 1))
    for state in range(classes):
        counts = numpy.bincount(pair_of_vote, belief[task, state]).clip(LEAST)
        sums = numpy.bincount(worker_of_pair, counts)
        rates = numpy.log(counts / sums[worker_of_pair])
        total[:, state] += numpy.bincount(task, rates[pair_of_vote], minlength=len(belief))
    greatest = total.max(axis=1)
    return float((greatest + numpy.log(numpy.exp(total - greatest[:, None]).sum(axis=1))).sum())


def main():
    votes, truth = (pandas.read_csv(path) for path in sys.argv[1:3])
    task, tasks = pandas.factorize(votes.task)
    worker, _ = pandas.factorize(votes.worker)
    label, labels = pandas.factorize(votes.label)
    tasks, labels = pandas.Index(tasks), pandas.Index(labels)
    actual = labels.get_indexer(truth.set_index("task").label.reindex(tasks))
    both = [beliefs(path, tasks, labels) for path in sys.argv[3:5]]
    called = [belief.argmax(axis=1) for belief in both]
    print(json.dumps({
        "accuracy": [round(100 * float((each == actual).mean()), 3) for each in called],
        "logLikelihood": [log_likelihood(belief, task, worker, label) for belief in both],
        "agreement": round(100 * float((called[0] == called[1]).mean()), 3)}))


if __name__ == "__main__":
    main()
