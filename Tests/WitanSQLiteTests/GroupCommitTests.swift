import GRDB
import Ledger
import Synchronization
import Testing
import Witan
@testable import WitanSQLite

@Suite(.timeLimit(.minutes(2)))
struct GroupCommitTests {
  @Test func `500 concurrent writes use far fewer commits`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<500 {
          group.addTask { try await archive.write { try $0.append([UInt8(number % 256)]) } }
        }
        try await group.waitForAll()
      }
      #expect(try await archive.read { try $0.ledgerSize() } == 500)
      print("500 concurrent writes: \(archive.commitCount) commits")
      #expect(archive.commitCount < 250)
      try await archive.close()
    }
  }

  @Test func `a batch has a bound`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let gate = Gate()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await archive.write { _ in gate.wait() } }
        await gate.entered()
        for _ in 0..<600 { group.addTask { try await archive.write { try $0.append([1]) } } }
        // Those that are not queued when the gate opens only make more commits, never fewer.
        gate.open()
        try await group.waitForAll()
      }
      #expect(archive.commitCount >= 1 + (600 + 255) / 256)
      try await archive.close()
    }
  }

  @Test func `what waits has a bound by number, and beyond it is refused as busy`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let gate = Gate()
      let first = Task { try await archive.write { _ in gate.wait() } }
      await gate.entered()
      let limit = GroupCommit.waitingLimit
      let many = (0..<limit + 20).map { _ in
        Task {
          do {
            try await archive.write { try $0.append([1]) }
            return nil as Refusal?
          } catch let refusal as Refusal {
            return refusal
          }
        }
      }
      // Only those beyond the limit end while the writer is held.
      var refusals: [Refusal] = []
      await withTaskGroup(of: Refusal?.self) { group in
        for task in many { group.addTask { try? await task.value } }
        for await refusal in group {
          if let refusal { refusals.append(refusal) }
          if refusals.count == 20 { gate.open() }
        }
      }
      try await first.value
      #expect(refusals.count == 20 && refusals.allSatisfy { $0.code == "busy" })
      #expect(try await archive.read { try $0.ledgerSize() } == limit)
      try await archive.write { try $0.append([2]) }
      try await archive.close()
    }
  }

  @Test func `what waits has a bound by bytes, and one that is larger goes alone`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let gate = Gate()
      let first = Task { try await archive.write { _ in gate.wait() } }
      await gate.entered()
      let half = GroupCommit.waitingByteLimit / 2
      func write(holding bytes: Int) -> Task<Void, any Error> {
        Task {
          try await HeldBytes.$now.withValue(bytes) {
            try await archive.write { try $0.append([1]) }
          }
        }
      }
      let large = write(holding: 3 * half)
      while archive.writer?.waitingCount == 0 { await Task.yield() }
      await #expect(throws: Refusal.self) { try await write(holding: half).value }
      gate.open()
      try await first.value
      try await large.value
      try await write(holding: half).value
      #expect(try await archive.read { try $0.ledgerSize() } == 2)
      try await archive.close()
    }
  }

  @Test func `a write that is cancelled tells what became of it`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let gate = Gate()
      let first = Task { try await archive.write { _ in gate.wait() } }
      await gate.entered()
      let second = Task { try await archive.write { try $0.append([1]) } }
      second.cancel()
      gate.open()
      try await first.value
      try await second.value
      #expect(try await archive.read { try $0.ledgerSize() } == 1)
      try await archive.close()
    }
  }

  @Test func `a read keeps its state while others commit`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.write { try $0.append([1]) }
      let gate = Gate()
      let reading = Task {
        try await archive.read { shelf in
          let before = try shelf.ledgerSize()
          gate.wait()
          return [before, try shelf.ledgerSize()]
        }
      }
      await gate.entered()
      try await archive.write { try $0.append([2]) }
      gate.open()
      #expect(try await reading.value == [1, 1])
      #expect(try await archive.read { try $0.ledgerSize() } == 2)
      try await archive.close()
    }
  }

  @Test func `when the sealer fails, nobody's write stands and later ones go on`() async throws {
    try await withFolder { folder in
      let fails = Mutex(true)
      let archive = try SQLiteArchive.open(
        folder.file, mode: .create(ID("snakes")),
        sealer: { size, _ in
          if fails.withLock({ $0 }) { throw Refusal.unavailable(reason: "no key") }
          return "sealed \(size)"
        })
      await #expect(throws: Refusal.unavailable(reason: "no key")) {
        try await archive.write { try $0.append([1]) }
      }
      #expect(try await archive.read { try $0.ledgerSize() } == 0)
      #expect(archive.commitCount == 0)
      fails.withLock { $0 = false }
      try await archive.write { try $0.append([1]) }
      #expect(try await archive.read { try $0.checkpoint() } == "sealed 1")
      try await archive.close()
    }
  }

  @Test func `a failed commit fails all of its callers and leaves nothing`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      let failing = FailingCommits()
      archive.pool.add(transactionObserver: failing, extent: .databaseLifetime)
      let gate = Gate()
      let first = Task { try await archive.write { _ in gate.wait() } }
      await gate.entered()
      failing.error.withLock { $0 = FailingCommits.Fault() }
      let others = (0..<20).map { number in
        Task { try await archive.write { try $0.append([UInt8(number)]) } }
      }
      gate.open()
      for task in [first] + others {
        await #expect(throws: FailingCommits.Fault.self) { try await task.value }
      }
      failing.error.withLock { $0 = nil }
      #expect(try await archive.read { try $0.ledgerSize() } == 0)
      try await archive.write { try $0.append([1]) }
      #expect(try await archive.read { try $0.entries(0..<9) } == [[1]])
      try await archive.close()
    }
  }

  @Test func `after a disk error nothing is written any more until it is opened anew`()
    async throws
  {
    try await withFolder { folder in
      let archive = try folder.create()
      let failing = FailingCommits()
      archive.pool.add(transactionObserver: failing, extent: .databaseLifetime)
      failing.error.withLock { $0 = DatabaseError(resultCode: .SQLITE_IOERR_FSYNC) }
      await #expect(throws: DatabaseError.self) {
        try await archive.write { try $0.append([1]) }
      }
      failing.error.withLock { $0 = nil }
      await #expect(throws: Refusal.self) { try await archive.write { try $0.append([2]) } }
      #expect(try await archive.read { try $0.ledgerSize() } == 0)
      try await archive.close()
      let again = try folder.reopen()
      try await again.write { try $0.append([3]) }
      #expect(try await again.read { try $0.entries(0..<9) } == [[3]])
      try await again.close()
    }
  }

  @Test func `a full disk fails what does not fit and nothing else`() async throws {
    try await withFolder { folder in
      let archive = try folder.create()
      try await archive.write { try $0.append([1]) }
      let limit = try await archive.pool.writeWithoutTransaction { db in
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages + 4)")
      }
      #expect(limit != nil)
      let large = Array("\"\(String(repeating: "a", count: 100_000))\"".utf8)
      let gate = Gate()
      let first = Task { try await archive.write { _ in gate.wait() } }
      await gate.entered()
      let fitting = Task { try await archive.write { try $0.put(.load, "a", [0x31]) } }
      let tooLarge = Task { try await archive.write { try $0.put(.load, "b", large) } }
      gate.open()
      try await first.value
      let found = await tooLarge.result
      #expect(throws: DatabaseError.self) { try found.get() }
      let isKept = (try? await fitting.value) != nil
      let keys = try await archive.read { try $0.records(.load, RecordFilter()).map(\.key) }
      #expect(keys == (isKept ? ["a"] : []))
      try await archive.write { try $0.put(.load, "c", [0x31]) }
      #expect(try await archive.read { try $0.record(.load, "c") } == [0x31])
      #expect(try await archive.diagnosis().filter { !$0.isGood } == [])
      try await archive.close()
    }
  }
}
