import ArgumentParser
import Witan
import WitanHTTP

/// `witan member roles`: what a member may do.
struct MemberRoles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "Change what a member may do (stewards).",
    usage: "witan member roles <handle> --role <role> ... [options]",
    discussion: examples(
      "witan member roles asha --role expert --role steward",
      "witan member roles mehta --role expert --subject snakes",
      "witan member roles ravi --none",
      note: """
        The roles take the place of those before. Without any (--none) the member
        is out: they are asked nothing, may do nothing, and their tokens end. The
        last steward stays. It is recorded, with who did it.
        Where there are two stewards or more, to make one more or one fewer takes
        two: the first says it, another says the same. Anybody gives it up alone.
        """))

  @Argument(help: "The member's handle.")
  var handle: String
  @Option(help: ArgumentHelp("asker, expert, steward or auditor; repeatable.", valueName: "role"))
  var role: [Role] = []
  @Option(help: ArgumentHelp("A subject to be asked about; as before if none.", valueName: "name"))
  var subject: [String] = []
  @Flag(help: "Take all roles away.")
  var none = false
  @OptionGroup var reach: Reach

  /// Refuses no roles that nobody asked for.
  func validate() throws {
    if role.isEmpty != none { throw ValidationError("Give --role, or --none to take all away.") }
  }

  /// One call.
  func run() async throws {
    let body = RolesBody(roles: role, subjects: subject.isEmpty ? nil : subject)
    let call = Call(
      .put, try PathName.member(handle, "roles"), body: try JSONText.bytes(body))
    try await reach.session().show(MemberSheet.self, call) { $1.add($0) }
  }
}
