public import Inference

/// One node of a taxonomy.
public struct Taxon: Equatable, Sendable {
  /// The accepted name, unique in the taxonomy.
  public let name: String
  /// `family`, `genus`, `species`, ... or `option`.
  public let rank: String
  /// The action class set here; inherited by what is below unless that sets its own.
  public let action: String?
  /// ISO 3166-1 codes of the countries where it lives; empty for unknown.
  public let countries: Set<String>
  /// Common names as (BCP 47 language, name).
  public let names: [VernacularName]
  /// Other scientific names by which it is found.
  public let synonyms: [String]

  /// Takes the parts as they are.
  package init(
    name: String, rank: String, action: String?, countries: Set<String> = [],
    names: [VernacularName] = [], synonyms: [String] = []
  ) {
    self.name = name
    self.rank = rank
    self.action = action
    self.countries = countries
    self.names = names
    self.synonyms = synonyms
  }
}

/// A name in a language.
public struct VernacularName: Equatable, Sendable {
  /// BCP 47, `en`.
  public let language: String
  /// `Russell's viper`.
  public let name: String
}

/// The taxa of a subject as a tree, found by any of their names.
///
/// Node numbers are positions in `taxa`; 0 is the root. A plain list of options is a taxonomy one
/// level deep.
public struct Taxonomy: Sendable {
  /// The taxa, root first, parents before children.
  public let taxa: [Taxon]
  /// Who is whose parent.
  public let tree: BeliefTree
  /// The action classes in alphabetical order.
  public let actions: [String]
  /// By node: the number of its action class, own or inherited; -1 for none.
  public let actionOfNode: [Int]
  /// Whether it is a plain list: a root and one level.
  public let isFlat: Bool
  /// By folded name: the nodes that bear it.
  private let nodesByName: [String: [Int32]]
  private let nodeByAcceptedName: [String: Int32]

  /// Builds a taxonomy; parents come before children and the first taxon is the root.
  ///
  /// Refuses a repeated accepted name; `parents[i]` is the node of the parent, -1 for the root.
  public init(taxa: [Taxon], parents: [Int32]) throws(Refusal) {
    var accepted: [String: Int32] = [:]
    var folded: [String: [Int32]] = [:]
    for (node, taxon) in taxa.enumerated() {
      guard accepted.updateValue(Int32(node), forKey: taxon.name) == nil else {
        throw .taxonomyFault(line: 0, reason: "\"\(taxon.name)\" stands twice")
      }
      let names = [taxon.name] + taxon.synonyms + taxon.names.map(\.name)
      for name in Set(names.map(Self.folded)) { folded[name, default: []].append(Int32(node)) }
    }
    do {
      tree = try BeliefTree(parents: parents)
    } catch {
      throw .taxonomyFault(line: 0, reason: "\(error)")
    }
    let actions = Set(taxa.compactMap(\.action)).sorted()
    var actionOfNode = [Int](repeating: -1, count: taxa.count)
    for (node, taxon) in taxa.enumerated() {
      let inherited = parents[node] < 0 ? -1 : actionOfNode[Int(parents[node])]
      actionOfNode[node] = taxon.action.flatMap { actions.firstIndex(of: $0) } ?? inherited
    }
    self.taxa = taxa
    self.isFlat = tree.depth.allSatisfy { $0 <= 1 }
    self.actions = actions
    self.actionOfNode = actionOfNode
    nodesByName = folded
    nodeByAcceptedName = accepted
  }

  /// The taxonomy of a question that brings its own options: a root and one leaf each.
  public init(options: [String]) throws(Refusal) {
    let names = ["any"] + options
    let taxa = names.enumerated().map { node, name in
      Taxon(
        name: node == 0 ? "" : name, rank: node == 0 ? "question" : "option", action: nil,
        countries: [], names: [], synonyms: [])
    }
    try self.init(taxa: taxa, parents: names.indices.map { $0 == 0 ? -1 : 0 })
  }

  /// The node with exactly this accepted name.
  public func node(accepted name: String) -> Int32? { nodeByAcceptedName[name] }

  /// The node that a person means: accepted name, synonym or common name, without regard to case.
  ///
  /// Refuses a name that nothing bears, and one that several bear, with near names.
  public func node(named name: String) throws(Refusal) -> Int32 {
    if let node = nodeByAcceptedName[name] { return node }
    let nodes = nodesByName[Self.folded(name)] ?? []
    if nodes.count == 1 { return nodes[0] }
    let near = nodes.isEmpty ? nearNames(to: name) : nodes.map { taxa[Int($0)].name }
    throw .unknownTaxon(name, near: Array(near.prefix(5)))
  }

  /// The accepted name of the taxon that a person means; the root says nothing and is refused.
  func accepted(_ name: String) throws(Refusal) -> String {
    let node = try node(named: name)
    guard node != 0 else {
      throw .invalid(
        field: "taxon", reason: "\"\(name)\" is everything; name something below it")
    }
    return self[node].name
  }

  /// The taxon at a node.
  public subscript(node: Int32) -> Taxon { taxa[Int(node)] }

  /// The action class of a node, own or inherited.
  public func action(of node: Int32) -> String? {
    let action = actionOfNode[Int(node)]
    return action < 0 ? nil : actions[action]
  }

  /// The name of the branch in which a node lies, by which skill is kept: the taxon below the
  /// root, or nothing in a plain list.
  public func branch(of node: Int32) -> String {
    guard let top = tree.path(to: node).first, !isFlat else { return "" }
    return taxa[Int(top)].name
  }

  /// Names without regard to case or surrounding blanks.
  static func folded(_ name: String) -> String {
    name.split(separator: " ").joined(separator: " ").lowercased()
  }

  /// Accepted names whose spelling, or that of one of their other names, is near.
  private func nearNames(to name: String) -> [String] {
    let wanted = Array(Self.folded(name).unicodeScalars)
    guard (2...80).contains(wanted.count) else { return [] }
    let bound = max(1, min(4, wanted.count / 3))
    var found: [(distance: Int, name: String)] = []
    for (spelling, nodes) in nodesByName {
      let distance = editDistance(wanted, Array(spelling.unicodeScalars), bound: bound)
      if distance <= bound {
        found += nodes.map { (distance, taxa[Int($0)].name) }
      } else if wanted.count >= 4 && spelling.hasPrefix(Self.folded(name)) {
        found += nodes.map { (bound + 1, taxa[Int($0)].name) }
      }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return found.reduce(into: [String]()) { names, each in
      if !names.contains(each.name) { names.append(each.name) }
    }
  }
}

/// Levenshtein's distance between two spellings, or `bound` + 1 when it is larger.
func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], bound: Int) -> Int {
  guard abs(left.count - right.count) <= bound else { return bound + 1 }
  var row = Array(0...right.count)
  for (i, leftScalar) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, rightScalar) in right.enumerated() {
      let substitution = diagonal + (leftScalar == rightScalar ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substitution, row[j] + 1, diagonal + 1)
    }
  }
  return min(row[right.count], bound + 1)
}
