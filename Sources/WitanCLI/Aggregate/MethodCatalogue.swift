import Inference
import Witan

/// The methods of `witan aggregate`, by the name that people type.
enum MethodCatalogue {
  /// All methods; the first is the default.
  static let methods: [(name: String, method: any VoteMethod)] = [
    ("witan", WitanVote()), ("majority", Majority()), ("wawa", Wawa()),
    ("dawid-skene", DawidSkene()), ("dawid-skene-ml", DawidSkene(pooling: .none)),
    ("fast-dawid-skene", FastDawidSkene()), ("one-coin", OneCoin()), ("glad", Glad()),
    ("mace", Mace()), ("zbs", ZeroBasedSkill()), ("kos", Kos()), ("ibcc", Ibcc()),
    ("ebcc", Ebcc()), ("la", LightweightAggregation(hasSecondPass: false)),
    ("la2", LightweightAggregation(hasSecondPass: true)), ("bwa", BayesianWeightedAverage()),
    ("iwmv", IterativeWeightedMajority()), ("plantnet", PlantNetMajority()),
  ]

  /// The methods that a name stands for: one, or all of them; refuses any other name.
  static func methods(named name: String) throws -> [(name: String, method: any VoteMethod)] {
    if name == "all" { return methods }
    let found = methods.filter { $0.name == name }
    guard !found.isEmpty else {
      let names = methods.map(\.name).joined(separator: ", ")
      throw Refusal.invalid(
        field: "method", reason: "\"\(name)\" is none of \(names), all")
    }
    return found
  }
}
