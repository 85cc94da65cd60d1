import ArgumentParser
import WitanHTTP

/// How much a server takes of whom.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Requests a minute from one address; 0 for no limit.", valueName: "number"))
  var addressLimit = 1_200
  @Option(
    help: ArgumentHelp("Requests a minute of one account; 0 for no limit.", valueName: "number"))
  var accountLimit = 600
  @Option(
    help: ArgumentHelp("Questions an hour of one asker; 0 for no limit.", valueName: "number"))
  var questionLimit = 60
  @Option(
    help: ArgumentHelp(
      "Open connections of one address, this machine's excepted; 0 for no limit.",
      valueName: "number"))
  var connectionLimit = 200

  /// Refuses what is less than nothing.
  func validate() throws {
    guard min(addressLimit, accountLimit, questionLimit, connectionLimit) >= 0 else {
      throw ValidationError("A limit is 0 or more.")
    }
  }

  /// The limits; those of memory hold always.
  var limits: Limits {
    Limits(
      address: Limits.Quota(addressLimit, inSeconds: 60),
      account: Limits.Quota(accountLimit, inSeconds: 60),
      questions: Limits.Quota(questionLimit, inSeconds: 3_600),
      connectionsOfAddress: connectionLimit > 0 ? connectionLimit : nil)
  }
}
