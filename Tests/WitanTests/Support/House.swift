import Ledger
import WitanTesting

@testable import Witan

/// A community on an archive in memory, with a told clock: a steward, an auditor, an asker and
/// experts, a subject with the sample taxonomy and one without.
struct House: Sendable {
  let told: ToldWorld
  let archive: MemoryArchive
  let desk: Desk
  let steward: Caller
  let auditor: Caller
  let asker: Caller
  let experts: [Caller]

  static let origin = "demo.example"

  /// Founds the community.
  init(
    seed: UInt64 = 1, experts count: Int = 6, availability: Availability = .always,
    world change: (inout World) -> Void = { _ in }
  ) async throws {
    told = ToldWorld(seed: seed, now: Sample.noon)
    let signer = try NoteSigner(name: Self.origin, seed: [UInt8](repeating: 7, count: 32))
    archive = MemoryArchive { size, root in
      let text = Checkpoint(origin: Self.origin, size: size, root: root).text
      return try SignedNote.sign(text: text, by: [signer]).description
    }
    var world = told.world
    change(&world)
    desk = Desk(archive: archive, world: world, lab: PlainLab())
    let founded = try await desk.found(
      ID("demo"), title: "Demo", origin: Self.origin, verifierKey: signer.verifier.key,
      steward: NewMember(handle: "tomas", name: "Tomas", roles: [.steward]))
    steward = try await desk.caller(token: founded.token)
    _ = try await desk.defineSubject(
      steward, id: "snakes", title: "Snakes", taxonomy: Array(Sample.csv.utf8))
    _ = try await desk.defineSubject(
      steward, id: "workshop", title: "Workshop", taxonomy: nil)
    let (desk, steward) = (desk, steward)
    func join(_ handle: String, _ roles: [Role]) async throws -> Caller {
      let person = NewMember(
        handle: handle, name: "Name of \(handle)", roles: roles,
        subjects: roles.contains(.expert) ? [ID("snakes"), ID("workshop")] : [],
        home: try Place("IN"), languages: ["en"], availability: availability)
      return try await desk.caller(token: desk.join(steward, person).token)
    }
    auditor = try await join("ines", [.auditor])
    asker = try await join("farah", [.asker])
    var experts: [Caller] = []
    for number in 0..<count { experts.append(try await join("expert-\(number)", [.expert])) }
    self.experts = experts
  }

  /// Asks about a snake.
  func ask(
    _ urgency: Urgency = .emergency, known: String? = nil, photos: [[UInt8]] = []
  ) async throws -> ID<Question> {
    let new = NewQuestion(
      subject: "snakes", text: "What is it?", place: "IN-KA", urgency: urgency, known: known)
    let sheet = try await desk.ask(known == nil ? asker : steward, new, photos: photos)
    return ID(sheet.id)
  }

  /// Asks with options.
  func askOptions(_ options: [String] = ["repair", "replace"]) async throws -> ID<Question> {
    let new = NewQuestion(subject: "workshop", text: "What to do?", options: options)
    return ID(try await desk.ask(asker, new).id)
  }

  /// The question as it stands in the record.
  func question(_ id: ID<Question>) async throws -> Question {
    try await archive.read { try $0.existing(id) }
  }

  /// All assignments of a question.
  func assignments(_ id: ID<Question>) async throws -> [Assignment] {
    try await archive.read { try $0.assignments(of: id) }
  }

  /// The experts with whom a question is pending, in the order in which they were asked.
  func asked(_ id: ID<Question>) async throws -> [Caller] {
    let names = try await assignments(id).filter(\.isPending).map(\.expert)
    return names.compactMap { name in experts.first { $0.member.id == name } }
  }

  /// All experts who were not asked yet.
  func unasked(_ id: ID<Question>) async throws -> [Caller] {
    let names = Set(try await assignments(id).map(\.expert))
    return experts.filter { !names.contains($0.member.id) }
  }

  /// Everything the archive holds.
  func everything() async throws -> OpenRecord {
    try await archive.read { try OpenRecord(of: $0) }
  }

  /// What an audit of the archive finds.
  func verify() async throws -> AuditReport { try await desk.verify(auditor) }
}

/// A lab that takes what looks like a photo as it is.
struct PlainLab: PhotoLab {
  func clean(_ photo: Upload) async throws -> CleanPhoto {
    let bytes = try photo.bytes()
    guard let kind = PhotoKind(content: bytes) else {
      throw Refusal.photoUnreadable(reason: "no photo")
    }
    return CleanPhoto(bytes: bytes, kind: kind)
  }

  func scaled(_ photo: CleanPhoto, to width: PhotoWidth) async throws -> CleanPhoto { photo }
}
