import Foundation
import Testing

@Suite struct `Erasure on the command line` {
  /// The stored bytes of the only photo.
  private func photo(_ sandbox: Sandbox) async throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    process.arguments = [
      "\(sandbox.data)/community.sqlite",
      "SELECT hex(data) FROM sqlar WHERE name LIKE 'photos/%'",
    ]
    let output = sandbox.folder.appending(path: "photo.hex")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try await process.runToEnd()
    let digits = Array(try Data(contentsOf: output).dropLast())
    try FileManager.default.removeItem(at: output)
    func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 55 }
    let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { place in
      value(digits[place]) << 4 | value(digits[place + 1])
    }
    return Data(bytes)
  }

  /// The only photo as a page shows it, 320 pixels wide.
  private func smaller(of id: String, _ sandbox: Sandbox) async throws -> Data {
    let show = Data(try await sandbox.done("show \(id) --json --as ines").utf8)
    let sheet = try JSONSerialization.jsonObject(with: show) as? [String: Any]
    let name = try #require((sheet?["photos"] as? [String])?.first)
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    let file = sandbox.folder.appending(path: "small.jpg")
    try await sandbox.serving { address in
      let run = try await sandbox.curl([
        "--fail", "-H", "Authorization: Bearer \(token)", "-o", file.path,
        "\(address)/v1/questions/\(id)/photos/\(name)?width=320",
      ])
      #expect(run.status == 0, "\(run.errors)")
    }
    return try Data(contentsOf: file)
  }

  /// Which files of the data folder hold one of these pieces.
  private func holders(_ pieces: [Data], _ sandbox: Sandbox) throws -> [String] {
    let folder = URL(fileURLWithPath: sandbox.data)
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter {
      name in
      guard let content = try? Data(contentsOf: folder.appending(path: name)) else { return false }
      return pieces.contains { content.range(of: $0) != nil }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/sqlite3"), "no sqlite3"))
  func `an erased photo is in no file of the data folder, nor in a new backup`() async throws {
    let sandbox = try await Sandbox.founded()
    let file = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
    let id = try await sandbox.ask("--photo \(file)")
    try await sandbox.answerAll(id)
    try await sandbox.done("backup old.sqlite")
    let bytes = try await photo(sandbox)
    let pieces = stride(from: 0, to: bytes.count - 32, by: 5_009).map { bytes[$0..<$0 + 32] }
    let small = try await smaller(of: id, sandbox)
    let smallPieces = stride(from: 900, to: small.count - 32, by: 1_009).map {
      small[$0..<$0 + 32]
    }
    #expect(smallPieces.count > 5)
    #expect(try holders(smallPieces, sandbox) == [], "what pages show is written nowhere")
    #expect(try holders(pieces, sandbox) == ["backups/old.sqlite", "community.sqlite"])
    let word = try #require("Which snake is this?".data(using: .utf8))
    try await sandbox.done("hold \(id) --ground 'Court order 12'")
    let held = try await sandbox.run("erase photo \(id) --ground 'A face' --as mehta")
    #expect(held.status == 6 && held.errors.contains("Court order 12"), "\(held.errors)")
    #expect(try await sandbox.done("hold").contains("Court order 12"))
    try await sandbox.done("hold \(id) --lift --ground 'The case is closed'")
    let done = try await sandbox.done("erase photo \(id) --ground 'A face' --as mehta")
    #expect(done.hasPrefix("Erased: 1 payload and 1 photo, of 1 entry.\n"), "\(done)")
    #expect(done.contains("1 backup that held it replaced by"), "\(done)")
    try await sandbox.done("erase text \(id) --ground 'A name' --as mehta")
    try await sandbox.done("backup new.sqlite")
    #expect(try holders(pieces + smallPieces + [word], sandbox) == [])
    for line in done.split(separator: "\n") where !line.contains("/") {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(try await sandbox.done("show \(id) --as ines").contains("(erased)"))
    let verified = try await sandbox.done("audit verify --as ines")
    #expect(verified.hasPrefix("CLEAN") && verified.contains("2 erased"), "\(verified)")
    let history = try await sandbox.done("audit history \(id) --as ines")
    #expect(history.contains("1 personal payload(s) of entry"), "\(history)")
    let again = try await sandbox.run("erase photo \(id) --ground again")
    #expect(again.status == 65, "\(again.errors)")
  }

  @Test func `who was erased is in no file beside the archive either`() async throws {
    let sandbox = try await Sandbox.founded()
    let sheet = try await sandbox.json("member show asha")
    let id = try #require(sheet["id"] as? String)
    let address = "asha.of.the.hills@mail.example"
    try await sandbox.done("member mail asha \(address) --event assignment.offered --as asha")
    let bot = "https://asha-bot.example/hook"
    try await sandbox.done("webhook add \(bot) --event assignment.offered --as asha")
    let subject = "248289761001-asha"
    try await sandbox.done(
      "member identity asha --issuer https://id.example --subject \(subject)")
    try await sandbox.done("sign-in asha --as tomas")
    let other = "devi@mail.example"
    try await sandbox.done("member mail devi \(other) --event assignment.offered --as devi")
    _ = try await sandbox.ask()
    let personal = [address, subject, "asha-bot.example"].map { Data($0.utf8) }
    #expect(try holders(personal, sandbox) == ["notices.sqlite", "sessions.sqlite"])
    try await sandbox.done("erase member asha --ground 'She wished it'")
    #expect(try holders(personal, sandbox) == [])
    let beside = try holders([Data(id.utf8)], sandbox)
    #expect(beside.allSatisfy { $0.hasPrefix("community.sqlite") }, "\(beside)")
    #expect(try holders([Data(other.utf8)], sandbox) == ["notices.sqlite"])
    #expect(try await sandbox.done("audit verify").hasPrefix("CLEAN"))
  }

  @Test(.enabled(if: `A dossier`.python != nil, "no python3 with cryptography"))
  func `a dossier of what was erased holds, and says so`() async throws {
    let sandbox = try await Sandbox.founded()
    let file = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
    let id = try await sandbox.ask("--photo \(file)")
    try await sandbox.answerAll(id)
    try await sandbox.done("erase photo \(id) --ground 'A face' --as mehta")
    try await sandbox.done("erase member asha --ground 'She wished it'")
    let zip = sandbox.folder.appending(path: "dossier.zip").path
    try await sandbox.done("audit dossier \(id) -o \(zip) --as ines")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(`A dossier`.python))
    process.arguments = [
      Sandbox.root.appending(path: "tools/verify_dossier.py").path, zip,
    ]
    let output = sandbox.folder.appending(path: "said")
    try Data().write(to: output)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try await process.runToEnd()
    let said = try String(contentsOf: output, encoding: .utf8)
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.contains("erased"), "\(said)")
    let left = try await sandbox.run("queue --as asha")
    #expect(left.status == 5, "\(left.errors)")
    #expect(try await sandbox.done("audit verify").hasPrefix("CLEAN"))
  }
}
