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
    try await book.keep("a", sealed: [0, 1, 255])
    let done = NotedReply.done(fingerprint: "f-a", sealed: [0, 1, 255])
    let last = start.adding(seconds: KeyedRequest.lifeSeconds - 1)
    #expect(try await book.begin(request("a"), now: last) == done)
    #expect(try await book.begin(request("a"), now: last.adding(seconds: 1)) == .new)
    #expect(try await book.begin(request("b"), now: last) == .new)
    try await book.forget("b")
    #expect(try await book.begin(request("b"), now: last) == .new)
    try await book.keep("nothing", sealed: [1])
    try await book.forget("nothing")
    for number in 0..<KeyedRequest.accountLimit {
      #expect(try await book.begin(request("m\(number)", of: "m-2"), now: last) == .new)
    }
    #expect(try await book.begin(request("more", of: "m-2"), now: last) == .full)
    #expect(
      try await book.begin(request("m0", of: "m-2"), now: last) == .begun(fingerprint: "f-m0"))
    #expect(try await book.begin(request("more", of: "m-3"), now: last) == .new)
  }

  @Test func `in memory`() async throws { try await exercise(MemoryReplyBook()) }

  @Test func `in SQLite`() async throws { try await exercise(SQLiteReplyBook(path: nil)) }

  @Test func `in a file outlive the process, and leave nothing of what ended`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "witan-replies-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "replies.sqlite").path
    let secret = Array("the sealed reply".utf8)
    do {
      let book = try SQLiteReplyBook(path: path)
      _ = try await book.begin(request("a"), now: start)
      try await book.keep("a", sealed: secret)
    }
    let book = try SQLiteReplyBook(path: path)
    #expect(
      try await book.begin(request("a"), now: start) == .done(fingerprint: "f-a", sealed: secret))
    _ = try await book.begin(
      request("b"), now: start.adding(seconds: KeyedRequest.lifeSeconds))
    let left = try Data(contentsOf: URL(filePath: path))
    #expect(left.firstRange(of: Data(secret)) == nil)
  }
}
