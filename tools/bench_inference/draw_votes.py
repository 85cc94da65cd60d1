"""Draws a file of votes from a seed. Use: draw_votes.py VOTES TRUTH --tasks N --workers N

Five votes a task by five workers, 20 classes of unequal size. A worker is right with a probability
of his own (Beta(6, 3)); half of his errors name his own favourite mistake for that class.
"""
import argparse

import numpy

VOTES = 5
CLASSES = 20


def draw(chance, tasks, workers):
    """The truth of each task; the workers and labels of the votes. Shapes: [task], [vote] x 2."""
    shares = chance.dirichlet(numpy.full(CLASSES, 4.0))
    truth = chance.choice(CLASSES, size=tasks, p=shares).astype(numpy.int32)
    skill = chance.beta(6, 3, size=workers)
    favourite = chance.integers(1, CLASSES, size=(workers, CLASSES), dtype=numpy.int32)
    # Five workers a task, all different: one start, and steps that never come around to it.
    start = chance.integers(0, workers, size=(tasks, 1))
    steps = chance.integers(1, workers // VOTES, size=(tasks, VOTES - 1)).cumsum(axis=1)
    who = numpy.concatenate([start, start + steps], axis=1).ravel() % workers
    task_truth = numpy.repeat(truth, VOTES)
    any_other = chance.integers(1, CLASSES, size=who.size, dtype=numpy.int32)
    is_favourite = chance.random(who.size) < 0.5
    slip = numpy.where(is_favourite, favourite[who, task_truth], any_other)
    is_right = chance.random(who.size) < skill[who]
    label = numpy.where(is_right, task_truth, (task_truth + slip) % CLASSES)
    return truth, who, label


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("votes")
    options.add_argument("truth")
    options.add_argument("--tasks", type=int, required=True)
    options.add_argument("--workers", type=int, required=True)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance = numpy.random.default_rng(given.seed)
    truth, who, label = draw(chance, given.tasks, given.workers)
    task = numpy.repeat(numpy.arange(given.tasks), VOTES)
    order = chance.permutation(task.size)
    numpy.savetxt(given.votes, numpy.stack([task, who, label], axis=1)[order], fmt="%d",
                  delimiter=",", header="task,worker,label", comments="")
    numpy.savetxt(given.truth, numpy.stack([numpy.arange(given.tasks), truth], axis=1), fmt="%d",
                  delimiter=",", header="task,label", comments="")


if __name__ == "__main__":
    main()
