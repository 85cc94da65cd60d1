import ArgumentParser
import Witan

/// The filters that reading the ledger and searching questions share, as options.
struct LedgerFilters: ParsableArguments {
  @Option(help: ArgumentHelp("Who did it or whom it concerns.", valueName: "handle"))
  var person: String?
  @Option(help: ArgumentHelp("Asked there: IN-KA, IN, 142 (Asia).", valueName: "place"))
  var place: String?
  @Option(
    help: ArgumentHelp(
      "An answer, a verdict, an outcome or a recall names it, or one below it.", valueName: "name"))
  var taxon: String?
  @Option(help: ArgumentHelp("Decided by this version of the rule.", valueName: "version"))
  var rule: String?
  @Option(help: ArgumentHelp("The first day or instant (UTC).", valueName: "time"))
  var from: String?
  @Option(help: ArgumentHelp("The last day or instant (UTC).", valueName: "time"))
  var to: String?
  @Option(help: ArgumentHelp("How many, 1 to 500.", valueName: "number"))
  var limit: Int?

  /// The fields of the query.
  var fields: [String: String] {
    let all: [String: String?] = [
      "person": person, "place": place, "taxon": taxon, "rule": rule, "from": from, "to": to,
      "limit": limit.map(String.init),
    ]
    return all.compactMapValues { $0 }
  }
}
