/// The answered part of a tree: every node that lies on the path of a vote, and the root.
///
/// Its entries stand in the tree's preorder, so the entries beneath an entry follow it directly.
/// All arrays are as long as the trie, never as long as the tree.
struct AnswerTrie: Sendable {
  /// The tree's node of each entry; entry 0 is the root. Shape: [entry].
  private(set) var node: [Int32] = [0]
  /// The entry above each entry; -1 for the root. Shape: [entry].
  private(set) var parent: [Int] = [-1]
  /// One past the last entry beneath each entry. Shape: [entry].
  private(set) var end: [Int] = [1]
  /// The logits of the accuracies of the votes that took the step to each entry.
  /// Shape: [entry][vote].
  private(set) var logits: [[Double]] = [[]]
  /// The log-likelihood of all votes if the truth lies in the entry's node but in none of the
  /// entries beneath it. Shape: [entry].
  private(set) var logLikelihood: [Double] = []

  /// The number of entries: at most 1 + the sum of the paths' lengths.
  var count: Int { node.count }

  /// Enters votes whose paths were found to lead down the tree.
  ///
  /// Votes are entered in one canonical order, so the sums are equal to the last bit however the
  /// votes were given.
  init(_ tree: BeliefTree, _ prior: TreePrior, _ votes: [TreeVote], _ errors: SharedErrors) {
    var trail: [Int] = []
    for vote in votes.sorted(by: { $0.precedes($1, in: tree) }) {
      var shared = 0
      while shared < min(trail.count, vote.path.count),
        node[trail[shared]] == vote.path[shared]
      {
        shared += 1
      }
      trail.removeSubrange(shared...)
      for step in vote.path[shared...] { trail.append(enter(step, under: trail.last ?? 0)) }
      for (entry, accuracy) in zip(trail, vote.accuracy) {
        logits[entry].append(Logarithm.natural(accuracy / (1 - accuracy)))
      }
    }
    for entry in node.indices.dropFirst().reversed() {
      end[parent[entry]] = max(end[parent[entry]], end[entry])
    }
    logLikelihood = TrieLikelihood(self, tree, prior, errors).logLikelihood
  }

  private mutating func enter(_ step: Int32, under above: Int) -> Int {
    node.append(step)
    parent.append(above)
    end.append(node.count)
    logits.append([])
    return node.count - 1
  }

  /// The entries directly beneath `entry`, in the tree's order.
  func children(of entry: Int) -> [Int] {
    var found: [Int] = []
    var next = entry + 1
    while next < end[entry] {
      found.append(next)
      next = end[next]
    }
    return found
  }

  /// Whether nothing beneath `entry` was answered.
  func isTerminal(_ entry: Int) -> Bool { end[entry] == entry + 1 }

  /// The deepest entry that is `wanted` or above it, in O(log entries + depth).
  func deepestEntry(above wanted: Int32, in tree: BeliefTree) -> Int {
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if tree.preorder[Int(node[middle])] <= tree.preorder[Int(wanted)] {
        low = middle
      } else {
        high = middle
      }
    }
    while !tree.isNode(wanted, within: node[low]) { low = parent[low] }
    return low
  }
}
