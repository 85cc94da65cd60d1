/// A witness as its commands show it.
struct WitnessSheet: Codable {
  let name: String
  /// The key that checks its cosignatures (C2SP signed-note verifier key, kind 0x04).
  let key: String
  let folder: String
  let logs: [Log]

  /// A log that the witness was told of.
  struct Log: Codable {
    let origin: String
    let key: String
    /// Of the last checkpoint that was signed; 0 for none.
    let size: Int
    /// In hexadecimal; nil for none.
    let root: String?
  }
}

extension Page {
  /// A witness, and what it has signed.
  mutating func add(_ sheet: WitnessSheet) {
    fact("witness", sheet.name)
    fact("key", sheet.key)
    fact("folder", sheet.folder)
    for log in sheet.logs {
      space()
      fact("log", log.origin)
      fact("its key", log.key)
      fact("signed", log.size == 0 ? "nothing yet" : Wording.count(log.size, "entry", "entries"))
      fact("root", log.root)
    }
    if sheet.logs.isEmpty {
      space()
      add("It knows no log yet; \"witan witness trust\" tells it one.")
    }
  }
}
