import Inference
import Witan

/// The votes of a file, as the methods take them.
struct Ballots {
  /// As labels that have nothing in common; nil where nobody could tell.
  let flat: NamedVoteTable?
  /// As taxa, with a taxonomy.
  var taxa: TaxonBallots?

  /// All votes, "can't tell" among them where that can be said.
  var whole: NamedVoteTable? { taxa?.named ?? flat }

  /// How many of the tasks nobody could tell anything of.
  var untoldTasks: Int { (whole?.tasks.count ?? 0) - (flat?.tasks.count ?? 0) }
}

/// Votes over a taxonomy, and what its numbers stand for.
struct TaxonBallots {
  let named: NamedVoteTable
  let taxonomy: Taxonomy
  let votes: TaxonVotes

  /// Takes a table whose labels are accepted names.
  init(_ named: NamedVoteTable, _ taxonomy: Taxonomy) {
    (self.named, self.taxonomy) = (named, taxonomy)
    votes = TaxonVotes(
      named.table, tree: taxonomy.tree,
      nodeOfLabel: named.labels.map { taxonomy.node(accepted: $0) ?? 0 })
  }

  /// The true node of each task, -1 where it is not known.
  func truth(_ truths: Truths) -> [Int32] {
    named.tasks.map { task in truths[task].flatMap { taxonomy.node(accepted: $0) } ?? -1 }
  }
}

extension NamedVoteTable {
  /// The true label of each task: its number, from `labels.count` on a number of its own for each
  /// label that nobody voted, -1 where it is not known.
  func truth(_ truths: Truths) -> [Int] {
    var numbers: [NameBytes: Int] = [:]
    for (number, label) in labels.enumerated() { numbers[NameBytes(label)] = number }
    return tasks.map { task in
      guard let label = truths[task] else { return -1 }
      let number = numbers[NameBytes(label), default: numbers.count]
      numbers[NameBytes(label)] = number
      return number
    }
  }
}
