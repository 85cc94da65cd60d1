/// `WitanBench`: one belief, one choice of people, a great ledger by themselves, timed for
/// `tools/bench`; files under attack for `tools/prove-tamper`.
@main
enum Timings {
  /// Does what the arguments name, or throws `Misuse`.
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "belief" where words.count == 1: try BeliefTiming.run()
    case "route" where words.count == 1: try RouteTiming.run()
    case "tamper" where words.count == 4:
      try await TamperRun.run(
        number(words[1]), untouched: number(words[2]), seed: UInt64(number(words[3])))
    case "ledger" where words.count == 3:
      try await LedgerMaking.fill(words[1], entries: number(words[2]))
    case "photos" where words.count == 3:
      try await LedgerMaking.fill(words[1], megabytesOfPhotos: number(words[2]))
    case "prove" where words.count == 2: try await ProofTiming.run(words[1])
    case "verify" where words.count == 2: try await VerifyTiming.run(words[1], inMemory: false)
    case "verify-in-memory" where words.count == 2:
      try await VerifyTiming.run(words[1], inMemory: true)
    default: throw Misuse.arguments
    }
  }

  private static func number(_ word: String) throws -> Int {
    guard let number = Int(word), number >= 0 else { throw Misuse.arguments }
    return number
  }
}

/// Something that only a person at the keyboard can have got wrong.
struct Misuse: Error {
  let reason: String

  static let arguments = Misuse(
    reason: """
      Use: WitanBench belief | route | tamper ATTACKS UNTOUCHED SEED
                    | ledger FOLDER ENTRIES | photos FOLDER MEGABYTES | prove FOLDER
                    | verify FOLDER | verify-in-memory FOLDER
      """)
}
