import ArgumentParser
import Witan
import WitanHTTP

/// `witan member group`: who belongs together.
struct MemberGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "Say which household, clinic or shared account a member is of.",
    usage: "witan member group <handle> (--set <name> | --clear) [options]",
    discussion: examples(
      "witan member group asha --set house-7",
      "witan member group asha --clear",
      note: """
        For stewards; it is recorded. People of one group are not asked together,
        nor about each other's questions, and what they answer counts as one
        answer. The name stays in the ledger whatever is erased: take one that tells
        nobody anything, such as house-7.
        """))

  @Argument(help: "The member's handle.")
  var handle: String
  @Option(help: ArgumentHelp("The group, a name of your own.", valueName: "name"))
  var set: String?
  @Flag(help: "Take them out of their group.")
  var clear = false
  @OptionGroup var reach: Reach

  /// Refuses no wish, and two.
  func validate() throws {
    if (set == nil) != clear { throw ValidationError("Give either --set NAME or --clear.") }
  }

  /// One call.
  func run() async throws {
    let call = Call(
      .put, try PathName.member(handle, "group"), body: try JSONText.bytes(GroupBody(group: set)))
    try await reach.session().show(MemberSheet.self, call) { $1.add($0) }
  }
}
