import Foundation
import Witan
import WitanSQLite

/// Looks at a data folder for `witan doctor`: what is needed, the settings, the file.
struct Examination {
  private(set) var diagnosis = Diagnosis()

  /// Looks at everything; what cannot be looked at is a bad finding.
  init(of folder: DataFolder) async {
    examine(folder)
    examine(key: folder.keyPath)
    await examine(archiveOf: folder)
    examine(tool: "vips")
  }

  /// Findings of SQLite that are about the file's content, and not about how it was opened.
  private static let contentNames: Set = [
    "application_id", "user_version", "encoding", "schema", "integrity_check",
  ]

  private mutating func note(
    _ name: String, _ value: String, isGood: Bool = true, isAboutContent: Bool = false
  ) {
    diagnosis.note(name, value, isGood: isGood, isAboutContent: isAboutContent)
  }

  private mutating func examine(_ folder: DataFolder) {
    let isThere = FileManager.default.fileExists(atPath: folder.archivePath)
    let isWritable = FileManager.default.isWritableFile(atPath: folder.path)
    note(
      "folder",
      "\(folder.path)\(isThere ? "" : " is no data folder")"
        + (isThere && !isWritable ? " cannot be written" : ""), isGood: isThere && isWritable)
  }

  private mutating func examine(key path: String) {
    do {
      _ = try LedgerKey.read(path)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      let isClosed = mode & 0o077 == 0
      let octal = String(mode, radix: 8)
      note(
        "ledger.key",
        isClosed ? "mode \(octal)" : "mode \(octal): others can read it; chmod 600 \(path)",
        isGood: isClosed)
    } catch {
      note("ledger.key", Failure(error)?.sentence ?? "\(error)", isGood: false)
    }
  }

  private mutating func examine(tool: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let path = folders.map { "\($0)/\(tool)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    note(tool, path ?? "is missing: apt-get install libvips-tools", isGood: path != nil)
  }

  private mutating func examine(archiveOf folder: DataFolder) async {
    guard FileManager.default.fileExists(atPath: folder.archivePath) else { return }
    do {
      let archive = try await opened(folder)
      for finding in try await archive.diagnosis() {
        note(
          finding.name, finding.value, isGood: finding.isGood,
          isAboutContent: Self.contentNames.contains(finding.name))
      }
      try await examineLedger(archive)
      try await archive.close()
    } catch {
      let failure = Failure(error)
      let isDamage = failure?.isDamage == true || failure?.exit == .conflict
      note(
        "database", failure?.sentence ?? "\(error)", isGood: false, isAboutContent: isDamage)
    }
  }

  /// Opens the archive for writing, or for reading where it is held or its key is not there.
  private mutating func opened(_ folder: DataFolder) async throws -> SQLiteArchive {
    guard diagnosis.isGood else { return try await folder.archive(.reading) }
    do {
      let archive = try await folder.archive(.serving)
      note("lock", "free")
      return archive
    } catch let refusal as Refusal where refusal.code == "folder-in-use" {
      note("lock", "held by another process")
      return try await folder.archive(.reading)
    }
  }

  private mutating func examineLedger(_ archive: SQLiteArchive) async throws {
    let (size, note) = try await archive.read { (try $0.ledgerSize(), try $0.checkpoint()) }
    self.note("ledger", Wording.count(size, "entry", "entries"))
    let sealed = note?.split(separator: "\n").dropFirst().first.map(String.init)
    self.note(
      "checkpoint", sealed.map { "signed, of \($0)" } ?? "there is none",
      isGood: sealed == String(size), isAboutContent: true)
  }
}

extension Diagnosis {
  /// How the program ends: corrupt before missing.
  var exit: Exit {
    if isGood { return .done }
    return findings.contains { !$0.isGood && $0.isAboutContent } ? .broken : .unavailable
  }
}

extension Page {
  /// Every finding, with `ok` or `bad` before it.
  mutating func add(_ diagnosis: Diagnosis) {
    let width = 3 + (diagnosis.findings.map { PlainText.columns($0.name) }.max() ?? 0) + 4
    for finding in diagnosis.findings {
      fact(
        "\(finding.isGood ? "ok " : "bad")  \(finding.name)", finding.value,
        finding.isGood ? .plain : .warning, width: width)
    }
    space()
    let bad = diagnosis.findings.count { !$0.isGood }
    add(
      bad == 0
        ? "All is well." : "\(Wording.count(bad, "thing is", "things are")) not as needed.",
      bad == 0 ? .good : .danger)
  }
}
