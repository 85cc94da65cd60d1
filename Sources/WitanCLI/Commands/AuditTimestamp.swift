import ArgumentParser
import Witan
import WitanHTTP

/// `witan audit timestamp`: somebody else's word for when the ledger was so.
struct AuditTimestamp: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timestamp", abstract: "Have the checkpoint time-stamped (RFC 3161).",
    usage: """
      witan audit timestamp [options]
      witan audit timestamp --query <file> | --reply <file> | --check
      """,
    discussion: examples(
      "witan audit timestamp --timestamp-authority http://tsa.example/tsr",
      "witan audit timestamp --query today.tsq",
      "witan audit timestamp --reply today.tsr",
      "witan audit timestamp --check",
      note: """
        The stamp, the query and the checkpoint are kept in DATA/timestamps and
        checked with openssl; a stranger checks them so:
          openssl ts -verify -data X.checkpoint -in X.tsr -CAfile ca.pem
        --check exits with 8 where a stamp is broken, and with 3 where it fits but no
        certificate here tells who made it.
        Without the network write the query, bring it to an authority yourself, and
        give the reply back. "witan serve" with the same options stamps every day.
        The environment says them as WITAN_TIMESTAMP_AUTHORITY and
        WITAN_TIMESTAMP_CA.
        """))

  @Option(help: ArgumentHelp("Write a query there, and send nothing.", valueName: "file"))
  var query: String?
  @Option(help: ArgumentHelp("An authority's reply to a query written before.", valueName: "file"))
  var reply: String?
  @Flag(help: "Check all stamps that are kept.")
  var check = false
  @OptionGroup var stamping: StampReach
  @OptionGroup var reach: FolderReach
  @Flag(help: "Print JSON.")
  var json = false

  /// Refuses a line that asks for more than one thing.
  func validate() throws {
    guard [query != nil, reply != nil, check].count(where: \.self) <= 1 else {
      throw ValidationError("Give one of --query, --reply and --check.")
    }
  }

  /// Stamps, or does one half of it, or checks.
  func run() async throws {
    let folder = try reach.folder()
    let stamps = try stamping.stamps(of: folder)
    if check { return try await checkAll(stamps, folder) }
    if let reply { return try await take(reply, stamps) }
    let authority = try stamping.authority()
    guard query != nil || authority != nil else {
      throw Refusal.invalid(
        field: "timestamp-authority", reason: "its address is needed, or --query FILE")
    }
    let note = try await folder.open(.reading) { try await $0.checkpoint() }
    let day = World.real.now().day
    if let query {
      try LocalFile.write(try await stamps.begin(note, on: day).query, to: query)
      return Terminal(isJSON: json).hint(
        "Written to \(query). Have an authority reply, then: witan audit timestamp --reply FILE")
    }
    if let authority { try print([await stamps.stamp(note, on: day, by: authority)]) }
  }

  private func take(_ file: String, _ stamps: Stamps) async throws {
    let bytes = try LocalFile.read(file, limit: 256 << 10)
    for name in try stamps.names(with: "tsq").reversed() {
      if let sheet = try await stamps.finish(name, with: bytes) { return try print([sheet]) }
    }
    throw Failure(
      .broken,
      "\(file) is no time stamp of a checkpoint of ours by anybody of whom"
        + " \(stamps.authorities) tells.", code: "timestamp")
  }

  private func checkAll(_ stamps: Stamps, _ folder: DataFolder) async throws {
    let sheets = try await folder.open(.reading) { desk in
      var sheets: [StampSheet] = []
      for name in try stamps.names(with: "tsr") {
        var sheet = try await stamps.sheet(name)
        // Without its checkpoint it is a stamp of nothing.
        if sheet.state != .broken, try await !desk.hasHad(stamps.note(name)) {
          sheet.state = .broken
        }
        sheets.append(sheet)
      }
      return sheets
    }
    try print(sheets)
    guard !sheets.contains(where: { $0.state == .broken }) else { throw Failure(told: .broken) }
    guard sheets.allSatisfy({ $0.state == .stamped }) else { throw Failure(told: .notSettled) }
  }

  private func print(_ sheets: [StampSheet]) throws {
    struct List: Encodable { let items: [StampSheet] }
    try Terminal(isJSON: json).show(List(items: sheets)) { list, page in
      if list.items.isEmpty { page.add("Nothing was stamped yet.") }
      for sheet in list.items { page.add(sheet) }
    }
  }
}

extension Desk {
  /// Whether a note is a checkpoint of this ledger, by its key and its tree.
  fileprivate func hasHad(_ note: String) async throws -> Bool {
    do {
      _ = try await prove(index: 0, under: note)
      return true
    } catch let refusal as Refusal where refusal.sort != .unavailable {
      return false
    }
  }
}

extension Page {
  /// A time stamp.
  fileprivate mutating func add(_ sheet: StampSheet) {
    let entries = Wording.count(sheet.size, "entry", "entries")
    switch sheet.state {
    case .stamped: add("STAMPED: \(entries) stood there by \(sheet.at).", .good)
    case .unknown:
      add(
        "NOT TOLD: the stamp fits the checkpoint of \(entries) and says \(sheet.at); who made it is"
          + " not known here. Give their authority's certificate: --timestamp-ca FILE.", .warning)
    case .broken:
      add(
        "BROKEN: \(sheet.token) is no stamp of a checkpoint of this ledger, or was changed.",
        .danger)
    }
    fact("checkpoint", sheet.checkpoint)
    fact("token", sheet.token)
  }
}
