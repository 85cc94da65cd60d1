import Inference
import Witan

/// The methods of `witan aggregate`, by the name that people type.
enum MethodCatalogue {
  /// A method, by what it takes.
  enum Method {
    /// Labels that have nothing in common.
    case labels(any VoteMethod)
    /// Taxa.
    case taxa(any TaxonMethod)
  }

  /// The methods that know a taxonomy; the first is the default with one.
  private static let taxonMethods: [(name: String, method: Method)] = [
    ("witan", .taxa(WitanTaxonomy())), ("inat", .taxa(CommunityTaxonVote())),
  ]

  /// All other methods; the first is the default without a taxonomy.
  private static let labelMethods: [(name: String, method: Method)] = [
    ("witan", .labels(WitanVote())), ("majority", .labels(Majority())), ("wawa", .labels(Wawa())),
    ("dawid-skene", .labels(DawidSkene())),
    ("dawid-skene-ml", .labels(DawidSkene(pooling: .none))),
    ("fast-dawid-skene", .labels(FastDawidSkene())), ("one-coin", .labels(OneCoin())),
    ("glad", .labels(Glad())), ("mace", .labels(Mace())), ("zbs", .labels(ZeroBasedSkill())),
    ("kos", .labels(Kos())), ("ibcc", .labels(Ibcc())), ("ebcc", .labels(Ebcc())),
    ("la", .labels(LightweightAggregation(hasSecondPass: false))),
    ("la2", .labels(LightweightAggregation(hasSecondPass: true))),
    ("bwa", .labels(BayesianWeightedAverage())), ("iwmv", .labels(IterativeWeightedMajority())),
    ("plantnet", .labels(PlantNetMajority())),
  ]

  /// The methods that a name stands for: one, or all of them; refuses any other name, and one that
  /// needs a taxonomy where there is none. Those that go round by round stop after `mostRounds`.
  static func methods(
    named name: String, hasTaxonomy: Bool, mostRounds: Int?
  ) throws -> [(name: String, method: Method)] {
    var methods = labelMethods
    if hasTaxonomy { methods.replaceSubrange(0..<1, with: taxonMethods) }
    if let mostRounds { methods = methods.map { ($0.name, limited($0.method, to: mostRounds)) } }
    if name == "all" { return methods }
    let found = methods.filter { $0.name == name }
    guard !found.isEmpty else {
      if taxonMethods.contains(where: { $0.name == name }) {
        throw Refusal.invalid(field: "method", reason: "\"\(name)\" needs --taxonomy")
      }
      let names = methods.map(\.name).joined(separator: ", ")
      throw Refusal.invalid(
        field: "method", reason: "\"\(name)\" is none of \(names), all")
    }
    return found
  }

  /// The method with at most so many rounds, where it has rounds.
  private static func limited(_ method: Method, to rounds: Int) -> Method {
    switch method {
    case .labels(var method as any IterativeMethod):
      method.stopping = method.stopping.limited(to: rounds)
      return .labels(method)
    case .taxa(var method as WitanTaxonomy):
      method.stopping = method.stopping.limited(to: rounds)
      return .taxa(method)
    default: return method
    }
  }
}
