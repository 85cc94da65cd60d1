import Foundation
import Ledger
import Witan
import WitanSQLite
import WitanTampering
import WitanTesting

/// Data folders as `witan` reads them, with a ledger of a million entries or gigabytes of photos.
enum LedgerMaking {
  static let origin = "bench.example"
  static let experts = 300
  static let questions = 60
  /// Entries of one commit.
  static let batch = 20_000

  /// A community in which much was asked and answered through the desk, and then people came by,
  /// changed their hours and, most of all, took new tokens, up to so many entries.
  static func fill(_ folder: String, entries: Int) async throws {
    let (archive, told) = try open(folder)
    let desk = Desk(archive: archive, world: told.world, lab: PlainLab())
    let people = try await found(desk)
    try await ask(desk, told, people)
    let names = people.experts.map(\.member.id.text).sorted()
    var size = try await archive.read { try $0.ledgerSize() }
    while size < entries {
      let (from, end, now) = (size, min(entries, size + batch), told.now)
      size = try await archive.write { pen in
        for index in from..<end {
          let entry = try entry(index, names, at: now.adding(seconds: (index - from) / 50))
          try pen.append(entry.bytes())
          try Projector.apply(entry, to: pen)
        }
        return try pen.ledgerSize()
      }
      told.advance(seconds: batch / 50)
      tell("\(size) of \(entries) entries")
    }
    try await archive.close()
  }

  /// A community whose questions have so many megabytes of photos, ten each.
  static func fill(_ folder: String, megabytesOfPhotos megabytes: Int) async throws {
    let (archive, told) = try open(folder)
    let desk = Desk(archive: archive, world: told.world, lab: PlainLab())
    let people = try await found(desk)
    var chance = Chance(seed: 5)
    for number in 0..<max(1, megabytes / 40) {
      let photos = (0..<4).map { _ in
        var photo: [UInt8] = [0xFF, 0xD8, 0xFF]
        photo.reserveCapacity(10 << 20)
        while photo.count < 10 << 20 {
          withUnsafeBytes(of: chance.next()) { photo.append(contentsOf: $0) }
        }
        return photo
      }
      _ = try await desk.ask(
        people.asker, NewQuestion(subject: "snakes", text: "Which?", place: "IN"), photos: photos)
      tell("\((number + 1) * 40) of \(megabytes) MiB of photos")
    }
    try await archive.close()
  }

  /// A new data folder, its key in it.
  private static func open(_ folder: String) throws -> (SQLiteArchive, ToldWorld) {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let seed = [UInt8](repeating: 7, count: 32)
    try Data((Hex.encode(seed) + "\n").utf8).write(
      to: URL(fileURLWithPath: folder + "/ledger.key"))
    let signer = try NoteSigner(name: origin, seed: seed)
    let archive = try SQLiteArchive.open(
      folder + "/community.sqlite", mode: .create(ID("bench")),
      sealer: { size, root in
        let text = Checkpoint(origin: origin, size: size, root: root).text
        return try SignedNote.sign(text: text, by: [signer]).description
      })
    return (archive, ToldWorld(seed: 1))
  }

  private static func found(_ desk: Desk) async throws -> (experts: [Caller], asker: Caller) {
    let signer = try NoteSigner(name: origin, seed: [UInt8](repeating: 7, count: 32))
    let token = try await desk.found(
      ID("bench"), title: "Bench", origin: origin, verifierKey: signer.verifier.key,
      steward: NewMember(handle: "steward", name: "Steward", roles: [.steward, .asker])
    ).token
    let steward = try await desk.caller(token: token)
    let csv = """
      taxon,rank,parent,action
      Serpentes,suborder,,
      Viperidae,family,Serpentes,dangerous
      Daboia russelii,species,Viperidae,
      Colubridae,family,Serpentes,harmless
      Lycodon aulicus,species,Colubridae,

      """
    _ = try await desk.defineSubject(
      steward, id: "snakes", title: "Snakes", taxonomy: Array(csv.utf8))
    var people: [Caller] = []
    for number in 0..<experts {
      let person = NewMember(
        handle: "expert-\(number)", name: "Expert \(number)", roles: [.expert],
        subjects: [ID("snakes")], home: try Place("IN"))
      people.append(try await desk.caller(token: desk.join(steward, person).token))
    }
    return (people, steward)
  }

  private static func ask(
    _ desk: Desk, _ told: ToldWorld, _ people: (experts: [Caller], asker: Caller)
  ) async throws {
    var chance = Chance(seed: 9)
    for _ in 0..<questions {
      let id = ID<Question>(
        try await desk.ask(
          people.asker, NewQuestion(subject: "snakes", text: "Which?", place: "IN")
        ).id)
      let asked = try await desk.show(people.asker, id).assignments ?? []
      for expert in people.experts
      where asked.contains(where: {
        $0.expert == expert.member.handle
      }) {
        let taxon = chance.below(4) == 0 ? "Lycodon aulicus" : "Daboia russelii"
        do { _ = try await desk.answer(expert, id, NewAnswer(taxon: taxon)) } catch is Refusal {}
      }
      told.advance(seconds: 4_000)
      _ = try await desk.tick()
    }
  }

  /// One of the cheap things that happen all day: eight in ten are new tokens, each a record more.
  private static func entry(_ index: Int, _ names: [String], at now: Instant) throws -> Entry {
    let name = names[index % names.count]
    let (kind, by, data): (String, String, String)
    switch index % 20 {
    case 0, 1:
      let hour = index / 20 % 9
      (kind, by) = ("availabilitySet", "\"\(name)\"")
      let times = try Canonical.bytes(
        Availability(zone: "Asia/Kolkata", quiet: "23:00-0\(hour):30"))
      data = "{\"availability\":\(String(decoding: times, as: UTF8.self)),\"member\":\"\(name)\"}"
    case 4...:
      (kind, by) = ("tokenIssued", "\"\(name)\"")
      let sha256 = SHA.sha256("\(index)".utf8).hex
      data = "{\"label\":\"phone\",\"member\":\"\(name)\",\"sha256\":\"\(sha256)\"}"
    default:
      (kind, by) = ("membersSeen", "null")
      data = "{\"members\":[\"\(name)\"]}"
    }
    let salt = Base64.encodeURL(SHA.sha256("salt \(index)".utf8).bytes.prefix(Entry.saltBytes))
    return try Entry(
      bytes: Array(
        """
        {"at":"\(now.text)","by":\(by),"community":"bench","data":\(data),"index":\(index),\
        "kind":"\(kind)","salt":"\(salt)","v":1}
        """.utf8))
  }

  /// A line on stderr.
  static func tell(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
