import Foundation
import Testing

/// What is open to all, who belongs together, and what is told without a server.
@Suite struct OpeningTests {
  @Test func `where all sleep, whoever looks may take it, and the asker is told`() async throws {
    let sandbox = try await Sandbox.founded()
    try await sandbox.done("community emergency-text 'Call 112.'")
    for handle in Sandbox.experts {
      try await sandbox.done("member availability \(handle) --quiet 00:00-23:59 --as tomas")
    }
    let asked = try await sandbox.done(
      "ask 'Which?' --subject snakes --place IN-KA --as mehta")
    let id = String(try #require(asked.firstMatch(of: #/q-[0-9a-z]{13}/#)).output)
    let shown = try await sandbox.run("show \(id) --as mehta").output
    #expect(shown.contains("Nobody could be reached") && shown.contains("Call 112."), "\(shown)")
    #expect(shown.contains("open to") && shown.contains("all who qualify"), "\(shown)")
    let list = try await sandbox.done("list --as mehta")
    #expect(list.contains("\(id): Nobody could be reached.") && list.contains("Call 112."))
    let queue = try await sandbox.done("queue --as asha")
    #expect(queue.contains(id) && queue.contains("open to all"), "\(queue)")
    let taken = try await sandbox.run("take --as asha")
    #expect(taken.status == 0 && taken.output.contains(id) && taken.output.contains("held"))
    let route = try await sandbox.done("audit route \(id) --as ines")
    for part in [
      "Opened to all who qualify", "opens it too", "came: asha", "Nobody could be asked",
    ] {
      #expect(route.contains(part), "\(part): \(route)")
    }
    #expect(!route.contains("Wave 0"))
    let history = try await sandbox.done("audit history \(id) --as ines")
    #expect(history.contains("asha came and took it"), "\(history)")
    #expect(!history.contains("wave 0"), "\(history)")
  }

  @Test func `a group and languages are set, shown, refused and cleared`() async throws {
    let sandbox = try await Sandbox.founded()
    let set = try await sandbox.done("member group asha --set house-7 --as tomas")
    #expect(set.contains("group") && set.contains("house-7"))
    #expect(try await !sandbox.done("member group asha --clear --as tomas").contains("house-7"))
    for (line, status) in [
      ("member group asha --as tomas", 64), ("member group asha --set x1 --clear --as tomas", 64),
      ("member group asha --set 'A b' --as tomas", 65), ("member group asha --set x1 --as asha", 4),
      ("member group nobody --set x1 --as tomas", 5), ("member languages asha --as asha", 64),
      ("member languages asha --language no_tongue --as asha", 65),
      ("member availability asha --zone PST --as asha", 65),
    ] {
      let run = try await sandbox.run(line)
      #expect(run.status == status, "\(line): \(run.status) \(run.errors)")
    }
    let read = try await sandbox.done("member languages asha --language kn --language en --as asha")
    #expect(read.contains("en, kn"))
    #expect(try await !sandbox.done("member languages asha --all --as asha").contains("en, kn"))
  }
}
