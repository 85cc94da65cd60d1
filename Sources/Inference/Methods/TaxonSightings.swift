/// What has been found where, by what is believed of the tasks: which taxa are common in a region.
///
/// Whole numbers, so that a task's own part can be taken out to the last bit.
struct TaxonSightings: Sendable {
  /// What the tree's own weights are worth beside what was found, in tasks.
  static let strength = 25.0
  /// What counts of a find in another region.
  static let abroad = 0.1

  /// The number of each region. Shape: [task].
  private let region: [Int]
  private let regionCount: Int
  /// What was found at or beneath each node. Shape: [region][node].
  private var found: [[Int64]]
  /// The same in all regions. Shape: [node].
  private var foundAnywhere: [Int64]
  /// The leaf most often found at or beneath each node, -1 for none. Shape: [region][node].
  private var commonest: [[Int32]]
  /// What each named node's task adds to it. Shape: [named].
  private var own: [Int64]
  private let prior: TreePrior
  private let votes: TaxonVotes

  /// Nothing has been found; the leaves of the tree weigh alike.
  init(_ votes: TaxonVotes) {
    self.votes = votes
    let nothing = [Double](repeating: 0, count: votes.tree.count)
    let tree = votes.tree
    prior = TaxonFile.own { () throws(TreeFault) in
      try TreePrior(tree: tree, leafWeights: nothing)
    }
    let regions = Set(votes.regionOfTask).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(regions, regions.indices))
    region = votes.regionOfTask.map { numbers[$0] ?? 0 }
    regionCount = regions.count
    foundAnywhere = [Int64](repeating: 0, count: votes.tree.count)
    found = [[Int64]](repeating: foundAnywhere, count: regionCount)
    let none = [Int32](repeating: -1, count: votes.tree.count)
    commonest = [[Int32]](repeating: none, count: regionCount)
    own = [Int64](repeating: 0, count: votes.named.count)
  }

  /// Puts what is believed of the named leaves in place of what was found before.
  /// Shape: [named]. O(named nodes + regions x nodes).
  mutating func find(_ beliefs: [Double]) {
    let tree = votes.tree
    for region in 0..<regionCount {
      for node in 0..<tree.count { found[region][node] = 0 }
    }
    for task in 0..<votes.taskCount {
      let range = votes.named(inTask: task)
      // A node's own part is what its leaves add; leaves come after all that is above them.
      var above: [Int] = []
      for place in range {
        let node = votes.named[place]
        while let last = above.last, !tree.isNode(node, within: votes.named[last]) {
          above.removeLast()
        }
        own[place] = 0
        above.append(place)
        guard tree.isLeaf(node), node != 0 else { continue }
        let parts = WholeParts.parts(beliefs[place])
        for each in above { own[each] += parts }
      }
      for place in range { found[region[task]][Int(votes.named[place])] += own[place] }
    }
    for node in 0..<tree.count {
      foundAnywhere[node] = (0..<regionCount).reduce(0) { $0 + found[$1][node] }
    }
    for region in 0..<regionCount { commonest[region] = commonestLeaves(region) }
  }

  private func commonestLeaves(_ region: Int) -> [Int32] {
    let tree = votes.tree
    var leaf = [Int32](repeating: -1, count: tree.count)
    for node in tree.downwards.reversed() {
      if tree.isLeaf(node) {
        leaf[Int(node)] = foundAnywhere[Int(node)] > 0 ? node : -1
      } else {
        for child in tree.children(of: node) {
          let (mine, best) = (leaf[Int(child)], leaf[Int(node)])
          guard mine >= 0 else { continue }
          if best < 0 || isCommoner(mine, than: best, in: region) { leaf[Int(node)] = mine }
        }
      }
    }
    return leaf
  }

  private func isCommoner(_ leaf: Int32, than other: Int32, in region: Int) -> Bool {
    let (mine, theirs) = (count(leaf, region, own: 0), count(other, region, own: 0))
    return mine > theirs || (mine == theirs && leaf < other)
  }

  /// What counts at a node for a region, without a task's own part.
  private func count(_ node: Int32, _ region: Int, own: Int64) -> Double {
    let here = found[region][Int(node)]
    return WholeParts.value(here - own)
      + Self.abroad * WholeParts.value(foundAnywhere[Int(node)] - here)
  }

  /// The prior of a task from what was found in all others. O(named nodes x depth).
  ///
  /// It knows the counts only of the nodes that the task's votes ask for: those named, and the leaf
  /// most often found beneath each with all above it.
  func prior(ofTask task: Int) -> TreePrior {
    let region = region[task]
    var counts: [Int32: Double] = [:]
    var leaves: Set<Int32> = []
    for place in votes.named(inTask: task) {
      let node = votes.named[place]
      counts[node] = count(node, region, own: own[place])
      let leaf = commonest[region][Int(node)]
      if leaf >= 0 { leaves.insert(leaf) }
    }
    for leaf in leaves {
      for node in votes.tree.path(to: leaf) where counts[node] == nil {
        counts[node] = count(node, region, own: 0)
      }
    }
    let seen = SeenLeaves(summed: counts, leaves: leaves.sorted(), strength: Self.strength)
    return TreePrior(prior, seen: seen)
  }
}
