import Testing
import WitanTesting

@testable import Witan

/// When the world misbehaves: clocks go back, names come twice, a file is lost.
@Suite struct WorldFaultTests {
  @Test func `a clock that is set back dates nothing before what stands already`() async throws {
    let house = try await House()
    let id = try await house.ask()
    house.told.advance(seconds: -3_600)
    _ = try await house.desk.answer(try await house.asked(id)[0], id, NewAnswer(taxon: nil))
    _ = try await house.ask()
    #expect(try await house.verify().isClean)
  }

  @Test func `a name that comes twice in a second is refused, not overwritten`() async throws {
    let house = try await House(experts: 0)
    var world = house.told.world
    world.secret = { [UInt8](repeating: 9, count: $0) }
    let desk = Desk(archive: house.archive, world: world, lab: PlainLab())
    let new = NewQuestion(subject: "snakes", text: "What is it?")
    _ = try await desk.ask(house.asker, new)
    let before = try await house.everything()
    #expect(await refusal { _ = try await desk.ask(house.asker, new) }?.sort == .unavailable)
    #expect(try await house.everything() == before)
    house.told.advance(seconds: 1)
    _ = try await desk.ask(house.asker, new)
    let person = NewMember(handle: "one", name: "One", roles: [.asker])
    _ = try await desk.join(house.steward, person)
    let other = NewMember(handle: "two", name: "Two", roles: [.asker])
    #expect(await refusal { _ = try await desk.join(house.steward, other) }?.sort == .unavailable)
    #expect(try await house.verify().isClean)
  }

  @Test func `a fault with one question does not hold up the others`() async throws {
    let house = try await House(experts: 12)
    let broken = try await house.ask()
    let sound = try await house.askOptions()
    // Another desk, whose library has not read the taxonomy, over a record that lost it.
    let record = try await house.everything()
    let archive = try await LossyArchive(record)
    let desk = Desk(archive: archive, world: house.told.world, lab: PlainLab())
    house.told.advance(seconds: 120)
    await #expect(throws: AttachmentFault.self) { try await desk.tick() }
    let phases = try await archive.read { shelf in
      try [broken, sound].map { try shelf.existing($0).phase }
    }
    #expect(phases == [.gathering, .provisional])
  }
}

/// An archive in memory made from a record, without its attachments.
private actor LossyArchive: Archive {
  private let memory = MemoryArchive()

  init(_ record: OpenRecord) async throws {
    try await memory.write { pen in
      for entry in record.entryBytes { try pen.append(entry) }
      for (kind, table) in record.tables {
        for (key, body) in table { try pen.put(kind, key, body) }
      }
    }
  }

  func read<Result: Sendable>(
    _ body: @escaping @Sendable (any Shelf) throws -> Result
  ) async throws -> Result { try await memory.read(body) }

  func write<Result: Sendable>(
    _ body: @escaping @Sendable (any Pen) throws -> Result
  ) async throws -> Result { try await memory.write(body) }

  nonisolated func commits() -> AsyncStream<Int> { memory.commits() }

  func backup(named name: String) async throws -> String { name }
}
