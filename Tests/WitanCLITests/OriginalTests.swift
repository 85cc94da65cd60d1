import Foundation
import Testing

@Suite struct `Originals on the command line` {
  /// What a telephone would say in a photo of where it was.
  private static let mark = "GPS 12.971623 N 77.594641 E of a telephone"

  /// The demonstration's photo with a comment of that, as large as a telephone's.
  private func photo(_ sandbox: Sandbox) throws -> (path: String, bytes: Data) {
    let plain = try Data(contentsOf: Sandbox.root.appending(path: "fixtures/demo/photo.jpg"))
    // Comments of a JPEG (ITU-T T.81, B.2.4.5), the first of them to be found again.
    var bytes = Data(plain.prefix(2))
    // The others as dense as a picture, which does not pack.
    var state: UInt32 = 1
    for number in 0..<60 {
      let text =
        number == 0
        ? Array(Self.mark.utf8)
        : (0..<40_000).map { _ in
          state = state &* 1_664_525 &+ 1_013_904_223
          return UInt8(state >> 24)
        }
      let count = text.count + 2
      bytes += [0xFF, 0xFE, UInt8(count >> 8), UInt8(count & 255)] + text
    }
    bytes += plain.dropFirst(2)
    let path = sandbox.folder.appending(path: "telephone.jpg")
    try bytes.write(to: path)
    return (path.path, bytes)
  }

  /// Which files of the data folder hold it.
  private func holders(_ sandbox: Sandbox) throws -> [String] {
    let folder = URL(fileURLWithPath: sandbox.data)
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter {
      name in
      guard let content = try? Data(contentsOf: folder.appending(path: name)) else { return false }
      return content.range(of: Data(Self.mark.utf8)) != nil
    }
  }

  @Test func `no byte of what came is kept without a word`() async throws {
    let sandbox = try await Sandbox.founded()
    let (path, bytes) = try photo(sandbox)
    #expect(bytes.range(of: Data(Self.mark.utf8)) != nil)
    let id = try await sandbox.ask("--photo \(path)")
    #expect(try holders(sandbox) == [])
    let out = sandbox.folder.appending(path: "out").path
    let none = try await sandbox.run("photo \(id) -o \(out) --original --as mehta")
    #expect(none.status == 5 && none.errors.contains("original"), "\(none)")
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    try await sandbox.serving { address in
      for keeps in ["", "false"] {
        let run = try await sandbox.curl([
          "--fail", "-H", "Authorization: Bearer \(token)", "-F", "subject=snakes",
          "-F", "text=Which?", "-F", "photo=@\(path)", "-F", "keepOriginal=\(keeps)",
          "\(address)/v1/questions",
        ])
        #expect(run.status == 0, "\(run.errors)")
      }
      #expect(try holders(sandbox) == [])
    }
    #expect(try holders(sandbox) == [])
  }

  @Test func `are told of where they are kept`() async throws {
    let sandbox = try await Sandbox.founded()
    let (path, _) = try photo(sandbox)
    let ask = "ask What? --subject snakes --as mehta --photo \(path)"
    let kept = try await sandbox.done("\(ask) --keep-original")
    #expect(kept.contains("The original file is kept."), "\(kept)")
    #expect(try await !sandbox.done(ask).contains("original"))
  }

  @Test func `come back as they were, and go for good`() async throws {
    let sandbox = try await Sandbox.founded()
    let (path, bytes) = try photo(sandbox)
    let id = try await sandbox.ask("--photo \(path) --keep-original")
    #expect(try holders(sandbox).contains { $0.hasPrefix("community.sqlite") })
    let out = sandbox.folder.appending(path: "out").path
    func written() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: out)) }
    let own = try await sandbox.done("photo \(id) -o \(out) --original --as mehta")
    #expect(own.hasPrefix("Written to ") && own.contains("SHA-256 "), "\(own)")
    #expect(try written() == bytes)
    try await sandbox.done("photo \(id) -o \(out) --as mehta")
    #expect(try written().range(of: Data(Self.mark.utf8)) == nil && written().count > 1_000)
    let expert = try #require(try await sandbox.asked(id).first)
    for (words, status) in [
      ("--as \(expert)", 4), ("--as ines", 65), ("--ground ' ' --as ines", 65),
    ] {
      let refused = try await sandbox.run("photo \(id) -o \(out) --original \(words)")
      #expect(refused.status == status, "\(words): \(refused)")
    }
    #expect(try await sandbox.run("photo \(id) -o \(out) --ground x --as ines").status == 64)
    try await sandbox.done("photo \(id) -o \(out) --original --ground 'Inquiry 12' --as ines")
    #expect(try written() == bytes)
    let history = try await sandbox.done("audit history \(id) --kind originalViewed --as ines")
    #expect(history.contains("photo 1 as it came"), "\(history)")
    #expect(try await sandbox.done("audit verify --as ines").hasPrefix("CLEAN"))
    // A server takes and gives the same, by way of its disk.
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    try await sandbox.serving { address in
      let bearer = ["--fail", "-H", "Authorization: Bearer \(token)"]
      let asked = try await sandbox.curl(
        bearer + [
          "-F", "subject=snakes", "-F", "text=Which?", "-F", "photo=@\(path)", "-F",
          "keepOriginal=true", "\(address)/v1/questions",
        ])
      let json = try JSONSerialization.jsonObject(with: Data(asked.output.utf8)) as? [String: Any]
      let name = try #require((json?["originals"] as? [String])?.first, "\(asked)")
      let other = try #require(json?["id"] as? String)
      let given = try await sandbox.curl(
        bearer + [
          "-X", "POST", "-o", out, "\(address)/v1/questions/\(other)/photos/\(name)/original",
        ])
      #expect(given.status == 0, "\(given.errors)")
      #expect(try written() == bytes)
      let erased = try await sandbox.curl(
        bearer + [
          "-H", "Content-Type: application/json", "-d",
          #"{"what":"photo","id":"\#(other)","photo":"\#(name)","ground":"mine"}"#,
          "\(address)/v1/erasures",
        ])
      #expect(erased.output.contains(#""originals":0"#), "the first question has it still")
    }
    try await sandbox.done("backup old.sqlite")
    #expect(try holders(sandbox).contains("backups/old.sqlite"))
    try await sandbox.done("hold \(id) --ground 'Court order 12'")
    let wish = "erase original \(id) --ground 'I changed my mind' --as mehta"
    #expect(try await sandbox.run(wish).status == 6)
    try await sandbox.done("hold \(id) --lift --ground 'The case is closed'")
    let done = try await sandbox.done(wish)
    #expect(done.hasPrefix("Erased: 1 payload and 1 original file, of 1 entry.\n"), "\(done)")
    #expect(try holders(sandbox) == [])
    try await sandbox.done("photo \(id) -o \(out) --as mehta")
    let gone = try await sandbox.run("photo \(id) -o \(out) --original --as mehta")
    #expect(gone.status == 5, "\(gone)")
    let verified = try await sandbox.done("audit verify --as ines")
    #expect(verified.hasPrefix("CLEAN"), "\(verified)")
  }
}
