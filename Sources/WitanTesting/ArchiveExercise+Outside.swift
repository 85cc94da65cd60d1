import Ledger
import Witan

extension ArchiveExercise {
  /// Disclosures come back by their digest, as they were.
  static func exercisePayloads(_ archive: any Archive) async throws -> [String] {
    let disclosures = try (0..<20).map { number in
      try Disclosure(
        salt: [UInt8](repeating: UInt8(number), count: 16), name: "text",
        value: .string("snake \u{1F40D} number \(number)"))
    }
    try await archive.write { pen in
      for disclosure in disclosures { try pen.keep(disclosure) }
      try pen.keep(disclosures[0])
    }
    try await archive.write { pen in
      let gone = try Disclosure(
        salt: [UInt8](repeating: 99, count: 16), name: "text", value: .string("to be forgotten"))
      try pen.keep(gone)
      try pen.forget(gone.digest)
      try pen.forget(gone.digest)
    }
    return try await archive.read { shelf in
      var claims = Claims()
      for disclosure in disclosures {
        claims.claim(
          "a payload comes back", try shelf.payload(disclosure.digest), is: disclosure.encoded)
      }
      claims.claim("an unknown digest gives nothing", try shelf.payload("unknown") == nil)
      claims.claim(
        "digests are listed in order", try shelf.payloadDigests(),
        is: disclosures.map(\.digest).sorted(by: precedes))
      return claims.failures
    }
  }

  /// Files come back byte for byte, packed or not; the same name again changes nothing.
  static func exerciseAttachments(_ archive: any Archive) async throws -> [String] {
    var chance = Chance(seed: 2)
    let noise = (0..<300_000).map { _ in UInt8(chance.below(256)) }
    let contents: [[UInt8]] = [
      [], [0], Array("short".utf8), [UInt8](repeating: 65, count: 64),
      [UInt8](repeating: 0, count: 3_000_000), noise,
      // Noise first and then text: the beginning does not tell the whole.
      Array(noise.prefix(50_000)) + [UInt8](repeating: 32, count: 200_000),
    ]
    let named = contents.map { content in ("a/\(SHA.sha256(content).hex).bin", content) }
    try await archive.write { pen in
      for (name, content) in named { try pen.attach(name, content) }
      try pen.attach("notes/plain", Array("first".utf8))
    }
    try await archive.write { pen in
      try pen.attach("notes/plain", Array("second".utf8))
      for (name, content) in named { try pen.attach(name, content) }
      try pen.attach("notes/gone", Array("gone".utf8))
      try pen.detach("notes/gone")
      try pen.detach("notes/never")
    }
    return try await archive.read { shelf in
      var claims = Claims()
      for (name, content) in named {
        claims.claim(
          "\(content.count) bytes come back as they were", try shelf.attachment(name) == content)
      }
      claims.claim(
        "the same name again changes nothing", try shelf.attachment("notes/plain"),
        is: Array("first".utf8))
      claims.claim("an unknown name gives nothing", try shelf.attachment("a/none") == nil)
      claims.claim(
        "names are listed in order", try shelf.attachmentNames(),
        is: (named.map(\.0) + ["notes/plain"]).sorted(by: precedes))
      return claims.failures
    }
  }
}
