import Foundation
import Testing

/// A small community: a steward, an asker, an auditor and three experts, of whom all are asked.
extension Sandbox {
  /// Handles of one length, so that their order, which chance decides, changes no line's length.
  static let experts = ["asha", "devi", "rupa"]

  /// A sandbox with a founded community.
  static func founded() async throws -> Sandbox {
    let sandbox = try Sandbox()
    try await sandbox.done("init \(sandbox.data) --title Snakes --steward tomas --origin cli.test")
    let file = root.appending(path: "fixtures/cli/snakes.csv").path
    try await sandbox.done("subject import snakes \(file) --title Snakes")
    try await sandbox.done("subject import workshop --title Workshop")
    try await sandbox.done("member add mehta --name Mehta --role asker")
    try await sandbox.done("member add ines --name Ines --role auditor")
    for expert in experts {
      try await sandbox.done(
        "member add \(expert) --name \(expert.capitalized) --role expert --subject snakes"
          + " --subject workshop --home IN-KA --language en --zone Asia/Kolkata")
    }
    return sandbox
  }

  /// Asks a question; gives its name.
  func ask(_ more: String = "") async throws -> String {
    let sheet = try await json(
      "ask 'Which snake is this?' --subject snakes --place IN-KA --as mehta \(more)")
    return try #require(sheet["id"] as? String)
  }

  /// The handles of those who are asked a question now.
  func asked(_ id: String) async throws -> [String] {
    let run = try await run("show \(id) --as tomas --json")
    let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let assignments = value?["assignments"] as? [[String: Any]] ?? []
    return assignments.compactMap { $0["expert"] as? String }
  }

  /// Answers as each expert until the question is closed.
  func answerAll(_ id: String, _ taxa: [String] = ["Daboia russelii"]) async throws {
    for (number, expert) in Self.experts.enumerated() {
      let run = try await run("show \(id) --as tomas --json")
      guard run.status == 3 else { return }
      try await done("take \(id) --as \(expert)")
      try await done("answer \(id) '\(taxa[number % taxa.count])' --sure --as \(expert)")
    }
  }

  /// A community with a question that is settled.
  static func settled() async throws -> (sandbox: Sandbox, question: String) {
    let sandbox = try await founded()
    let question = try await sandbox.ask()
    try await sandbox.answerAll(question)
    return (sandbox, question)
  }
}
