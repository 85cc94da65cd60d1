import Foundation
import Testing
import Witan
import WitanSQLite
import WitanTesting

@Suite struct `Books of replies` {
  private let start = Instant(milliseconds: 1_767_225_600_000)

  private func request(_ name: String, of account: String = "m-1") -> KeyedRequest {
    KeyedRequest(name: name, account: ID(account), fingerprint: "f-\(name)")
  }

  /// What every book promises.
  private func exercise(_ book: any ReplyBook) async throws {
    #expect(try await book.begin(request("a"), now: start) == .new)
    #expect(try await book.begin(request("a"), now: start) == .begun(fingerprint: "f-a"))
    try await book.keep("a", sealed: [0, 1, 255], .untilErasure)
    let done = NotedReply.done(fingerprint: "f-a", sealed: [0, 1, 255])
    let last = start.adding(seconds: KeyedRequest.lifeSeconds - 1)
    #expect(try await book.begin(request("a"), now: last) == done)
    #expect(try await book.begin(request("a"), now: last.adding(seconds: 1)) == .new)
    #expect(try await book.begin(request("b"), now: last) == .new)
    try await book.forget("b")
    #expect(try await book.begin(request("b"), now: last) == .new)
    try await book.keep("nothing", sealed: [1], .untilErasure)
    try await book.forget("nothing")
    for number in 0..<KeyedRequest.accountLimit {
      #expect(try await book.begin(request("m\(number)", of: "m-2"), now: last) == .new)
    }
    #expect(try await book.begin(request("more", of: "m-2"), now: last) == .full)
    #expect(
      try await book.begin(request("m0", of: "m-2"), now: last) == .begun(fingerprint: "f-m0"))
    #expect(try await book.begin(request("more", of: "m-3"), now: last) == .new)
    try await book.keep("b", sealed: [7], .untilErasure)
    try await book.forgetReplies()
    // What was kept is gone; what was being carried out is not kept; both began.
    #expect(try await book.begin(request("b"), now: last) == .begun(fingerprint: "f-b"))
    try await book.keep("m0", sealed: [8], .untilErasure)
    #expect(
      try await book.begin(request("m0", of: "m-2"), now: last) == .begun(fingerprint: "f-m0"))
    // What an erasure itself replied is.
    try await book.keep("m1", sealed: [6], .aDay)
    #expect(
      try await book.begin(request("m1", of: "m-2"), now: last)
        == .done(fingerprint: "f-m1", sealed: [6]))
    try await book.forgetReplies()
    #expect(
      try await book.begin(request("m1", of: "m-2"), now: last) == .begun(fingerprint: "f-m1"))
    #expect(try await book.begin(request("later"), now: last) == .new)
    try await book.keep("later", sealed: [9], .untilErasure)
    #expect(
      try await book.begin(request("later"), now: last)
        == .done(fingerprint: "f-later", sealed: [9]))
  }

  @Test func `in memory`() async throws { try await exercise(MemoryReplyBook()) }

  @Test func `in SQLite`() async throws {
    try await withFolder { folder in
      try await exercise(SQLiteReplyBook(path: folder.path + "/replies.sqlite"))
    }
  }

  @Test func `in a file are its owner's alone, also where it was others' before`() async throws {
    try await withFolder { folder in
      let path = folder.path + "/replies.sqlite"
      func modes() throws -> [String: Int] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
          .filter { $0.hasPrefix("replies.sqlite") }
        return try Dictionary(
          uniqueKeysWithValues: names.map { name in
            let file = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
            return (name, (file[.posixPermissions] as? NSNumber)?.intValue ?? -1)
          })
      }
      let first = SQLiteReplyBook(path: path)
      #expect(try modes().isEmpty, "no command makes it that needs none")
      try await first.forgetReplies()
      #expect(try modes().isEmpty)
      _ = try await first.begin(request("a"), now: start)
      let made = try modes()
      #expect(!made.isEmpty && made.values.allSatisfy { $0 == 0o600 }, "\(made)")
      #expect(chmod(path, 0o644) == 0)
      try await SQLiteReplyBook(path: path).keep("a", sealed: [1], .untilErasure)
      let kept = try modes()
      #expect(kept.values.allSatisfy { $0 == 0o600 }, "\(kept)")
    }
  }

  @Test func `in a file leave nothing of what was forgotten`() async throws {
    try await withFolder { folder in
      let path = folder.path + "/replies.sqlite"
      let book = SQLiteReplyBook(path: path)
      for number in 0..<50 {
        let sealed = Array("the sealed reply \(number) of many".utf8)
        _ = try await book.begin(request("a\(number)"), now: start)
        try await book.keep(
          "a\(number)", sealed: sealed + [UInt8](repeating: 1, count: number * 40), .untilErasure)
      }
      func holders() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
          let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)"))
          return bytes.firstRange(of: Data("the sealed reply".utf8)) != nil
        }
      }
      #expect(try holders() == ["replies.sqlite"])
      try await book.forgetReplies()
      #expect(try holders() == [])
      #expect(try await book.begin(request("a7"), now: start) == .begun(fingerprint: "f-a7"))
    }
  }

  @Test func `in a file outlive the process, and leave nothing of what ended`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "witan-replies-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "replies.sqlite").path
    let secret = Array("the sealed reply".utf8)
    do {
      let book = SQLiteReplyBook(path: path)
      _ = try await book.begin(request("a"), now: start)
      try await book.keep("a", sealed: secret, .untilErasure)
    }
    let book = SQLiteReplyBook(path: path)
    #expect(
      try await book.begin(request("a"), now: start) == .done(fingerprint: "f-a", sealed: secret))
    _ = try await book.begin(
      request("b"), now: start.adding(seconds: KeyedRequest.lifeSeconds))
    let left = try Data(contentsOf: URL(filePath: path))
    #expect(left.firstRange(of: Data(secret)) == nil)
  }
}
