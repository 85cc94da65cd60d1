import Witan
import WitanHTTP

extension Session {
  /// Prints a question as the caller may see it, now or as it stood; fails (3) where it is not
  /// settled.
  func show(question id: String, asOf then: String? = nil) async throws {
    let query = then.map { ["as-of": $0] } ?? [:]
    let sheet = try await show(
      QuestionSheet.self, Call(.get, PathName.question(id), query: query)
    ) {
      $1.add($0)
    }
    try sheet.needsSettled()
  }

  /// Waits until a question is closed, at most so many seconds, and prints it.
  func showWhenSettled(_ id: String, seconds: Int) async throws {
    let call = Call(.get, try PathName.question(id))
    let end = World.real.now().adding(seconds: seconds)
    var last: Reply?
    terminal.hint("\(id): waiting for at most \(Wording.count(seconds, "second")) ...")
    try await door.follow(id, stays: false) {
      let reply = try await self.call(call)
      last = reply
      return try !read(QuestionSheet.self, reply).phase.isOpen || World.real.now() >= end
    }
    guard let last else { return }
    try print(QuestionSheet.self, last) { $1.add($0) }.needsSettled()
  }
}

extension QuestionSheet {
  /// Fails (3) where the question is not settled; the output has said so.
  func needsSettled() throws {
    guard phase == .settled else { throw Failure(told: .notSettled) }
  }
}
