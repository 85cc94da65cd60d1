/// iNaturalist's community taxon: the finest taxon that more than two thirds stand behind.
///
/// For each taxon that was named, or lies above one that was:
///
///     score = agreeing / (agreeing + disagreeing + disagreeing with an ancestor)
///
/// *agreeing*: identifications of the taxon or of anything beneath it; *disagreeing*: those of taxa
/// neither above nor beneath; *disagreeing with an ancestor*: coarser ones that say that the finer
/// cannot be (`Identification.Disagreement`). The community taxon has a score above 2/3 and at
/// least two agreeing identifications; the finest such taxon is taken. There is none with fewer
/// than two identifications. If no taxon that two agree on passes the score, the coarsest of them
/// is taken; as all lie under one root, whose score is always 1, that does not happen here.
///
/// O(identifications x depth) taxa, each scored in O(identifications).
/// Source: iNaturalist's program, observation.rb, `community_taxon_nodes` and
/// `get_community_taxon`; described in Loarie 2019 and at https://help.inaturalist.org, "How does
/// the community taxon work".
public struct CommunityTaxon: Sendable, Equatable {
  /// What one person says the thing is.
  public struct Identification: Sendable, Equatable {
    /// What a coarse identification says of the finer ones.
    public enum Disagreement: Sendable, Equatable {
      /// Nothing: the thing may be any of the taxon's descendants.
      case none
      /// Not said, as before the question was put: counts against all descendants that were first
      /// named earlier.
      case unsaid
      /// That it is not `previous`, the finer taxon that stood there: counts against everything on
      /// the way down to it, and all beneath that.
      case with(previous: Int32)
    }

    /// The node named.
    public let node: Int32
    /// What it says of finer ones.
    public let disagreement: Disagreement

    /// An identification of `node`.
    public init(_ node: Int32, disagreement: Disagreement = .none) {
      self.node = node
      self.disagreement = disagreement
    }
  }

  /// A taxon and who is for and against it.
  public struct Standing: Sendable, Equatable {
    /// The taxon.
    public let node: Int32
    /// Identifications of it or beneath it.
    public let agreeing: Int
    /// Identifications neither above nor beneath it.
    public let disagreeing: Int
    /// Coarser identifications that exclude it.
    public let disagreeingFromAbove: Int

    /// Whether more than two thirds agree; in whole numbers, for exactly two thirds must not pass.
    public var isAboveTwoThirds: Bool {
      3 * agreeing > 2 * (agreeing + disagreeing + disagreeingFromAbove)
    }
  }

  /// All candidates, coarse ones first.
  public let standings: [Standing]
  /// The community taxon; nil if there is none.
  public let node: Int32?

  /// Applies the rule to the current identifications, one a person, in the order they were made.
  /// Nodes must be of `tree`.
  public init(_ identifications: [Identification], in tree: BeliefTree) {
    let named = Set(identifications.flatMap { [0, $0.node] + tree.path(to: $0.node) })
    standings = named.sorted { (tree.depth[Int($0)], $0) < (tree.depth[Int($1)], $1) }
      .map { Self.standing(of: $0, identifications, tree) }
    node = standings.last { $0.agreeing > 1 && $0.isAboveTwoThirds }?.node
  }

  /// Counts who is for and against `node`.
  private static func standing(
    of node: Int32, _ identifications: [Identification], _ tree: BeliefTree
  ) -> Standing {
    let first = identifications.firstIndex { tree.isNode($0.node, within: node) }
    var (agreeing, disagreeing, fromAbove) = (0, 0, 0)
    for (place, identification) in identifications.enumerated() {
      if tree.isNode(identification.node, within: node) {
        agreeing += 1
      } else if !tree.isNode(node, within: identification.node) {
        disagreeing += 1
      }
      if excludes(node, identification, isLater: place > first ?? place, tree) { fromAbove += 1 }
    }
    return Standing(
      node: node, agreeing: agreeing, disagreeing: disagreeing, disagreeingFromAbove: fromAbove)
  }

  /// Whether a coarser identification says that the thing is not `node`.
  private static func excludes(
    _ node: Int32, _ identification: Identification, isLater: Bool, _ tree: BeliefTree
  ) -> Bool {
    let own = identification.node
    switch identification.disagreement {
    case .none: return false
    case .unsaid: return isLater && node != own && tree.isNode(node, within: own)
    case .with(let previous):
      guard previous != own, tree.isNode(previous, within: own) else { return false }
      let branch = tree.path(to: previous).first { tree.depth[Int($0)] == tree.depth[Int(own)] + 1 }
      return branch.map { tree.isNode(node, within: $0) } ?? false
    }
  }
}
