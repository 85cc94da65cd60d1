import Inference

extension Coverage {
  /// One branch of the taxonomy: a taxon below the root, or the whole of a plain list.
  struct Branch {
    let node: Int32
    /// Its accepted name; empty for a plain list.
    let taxon: String
    let commonName: String?
    let action: String?
    /// How many ranks it has below the root.
    let depth: Int

    /// The branches of a taxonomy, in its order; a single one where there is none.
    static func all(of taxonomy: Taxonomy?, rule: Rule) -> [Branch] {
      guard let taxonomy, !taxonomy.isFlat else {
        return [Branch(node: 0, taxon: "", commonName: nil, action: nil, depth: 1)]
      }
      let tree = taxonomy.tree
      var top = [Int32](repeating: 0, count: tree.count)
      var depth = [Int](repeating: 1, count: tree.count)
      var gravest = [String?](repeating: nil, count: tree.count)
      for node in tree.parent.indices.dropFirst() {
        let parent = tree.parent[node]
        top[node] = parent == 0 ? Int32(node) : top[Int(parent)]
        let branch = Int(top[node])
        depth[branch] = max(depth[branch], Int(tree.depth[node]))
        guard let action = taxonomy.action(of: Int32(node)) else { continue }
        let isGraver =
          gravest[branch].map { rule.cost(ofMissing: action) > rule.cost(ofMissing: $0) }
        if isGraver ?? true { gravest[branch] = action }
      }
      return tree.children(of: 0).map { node in
        Branch(
          node: node, taxon: taxonomy[node].name,
          commonName: taxonomy[node].names.first { $0.language == "en" }?.name,
          action: taxonomy.action(of: node) ?? gravest[Int(node)], depth: depth[Int(node)])
      }
    }
  }

  /// One row of the map before anybody is counted.
  struct Spot {
    /// The number of its branch.
    let branch: Int
    let region: String
    let askedThousandths: Int
  }

  /// A place asked about less often than this, in thousandths of a question, is no row unless
  /// somebody was judged there.
  static let leastAskedThousandths = 50

  /// The places where anybody was judged or anything is asked: the region most asked from first;
  /// in it what is grave, and then what is asked most.
  static func spots(
    _ people: [Person], branches: [Branch], taxonomy: Taxonomy?, demand: Demand, rule: Rule
  ) throws -> [Spot] {
    let numbers = Dictionary(
      branches.enumerated().map { ($1.taxon, $0) }, uniquingKeysWith: { first, _ in first })
    var judged: [String: Set<Int>] = [:]
    for person in people {
      for cell in person.skill?.cells ?? [] {
        if let number = numbers[cell.branch] { judged[cell.region, default: []].insert(number) }
      }
    }
    let regions = Set(demand.regions).union(judged.keys).sorted()
    var byRegion: [(asked: Int, spots: [Spot])] = []
    for region in regions {
      let asked = try demand.asked(
        from: region, branches: branches, taxonomy: taxonomy, rule: rule
      ).map { Int(($0 * 1000).rounded()) }
      let spots = branches.indices.compactMap { branch in
        asked[branch] >= leastAskedThousandths || judged[region]?.contains(branch) == true
          ? Spot(branch: branch, region: region, askedThousandths: asked[branch]) : nil
      }
      let sorted = spots.sorted { one, other in
        let (left, right) = (branches[one.branch], branches[other.branch])
        let (isLeft, isRight) = (rule.isGrave(left.action), rule.isGrave(right.action))
        if isLeft != isRight { return isLeft }
        return (other.askedThousandths, left.taxon) < (one.askedThousandths, right.taxon)
      }
      byRegion.append((asked.reduce(0, +), sorted))
    }
    let order = byRegion.indices.sorted { (byRegion[$1].asked, $0) < (byRegion[$0].asked, $1) }
    return order.flatMap { byRegion[$0].spots }
  }
}

extension Rule {
  /// Whether it costs more to miss an action class than to name a wrong taxon.
  func isGrave(_ action: String?) -> Bool { action.map { cost(ofMissing: $0) > 1 } ?? false }
}
