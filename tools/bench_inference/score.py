"""How good stated probabilities are: one judge for every method, whoever wrote it."""
import collections, csv, math

LEAST = 1e-6  # a probability below this counts as this much
TIE = 1e-9  # greatest probabilities that differ by less are tied


def rows(path):
    """The rows of a CSV file with a header."""
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def truths(path):
    """The true label of each task."""
    return {row["task"]: row["label"] for row in rows(path)}


def stated(path):
    """The probability of each label of each task that has any."""
    beliefs = collections.defaultdict(dict)
    for row in rows(path):
        beliefs[row["task"]][row["label"]] = float(row["probability"])
    return beliefs


def score(beliefs, truth):
    """Accuracy in per cent, tied tasks by their share, and mean log-loss, over tasks with votes."""
    right = loss = count = 0.0
    for task, label in truth.items():
        belief = beliefs.get(task)
        if belief is None:
            continue
        greatest = max(belief.values())
        winners = [name for name, p in belief.items() if p >= greatest - TIE]
        right += (label in winners) / len(winners)
        loss -= math.log(max(belief.get(label, 0.0), LEAST))
        count += 1
    return {"accuracy": 100 * right / count, "logLoss": loss / count, "tasks": int(count)}
