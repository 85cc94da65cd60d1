import Hummingbird
import Witan

extension Pages {
  /// Has a link to sign in with sent to an address, if a member has it. What is answered, and when,
  /// is the same in any case.
  func sendLink(_ visit: Visit) async throws -> Reply {
    guard let links else { throw Refusal.notFound(kind: "page", name: "/send-link") }
    let text = try await Self.fields(["address"], visit)["address"] ?? ""
    links.request(try MailAddress(text.trimmedBlanks))
    return signIn(
      next: "/",
      message: "If that address belongs to a member, a link is on its way. It works for half an"
        + " hour, once.")
  }
}
