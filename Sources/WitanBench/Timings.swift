/// `WitanBench`: the arithmetic by itself, to be timed by `tools/bench`.
@main
enum Timings {
  /// Does what the arguments name, or throws `Misuse`.
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case "belief": try BeliefTiming.run()
    case "rounds":
      guard words.count > 1, let rounds = Int(words[1]) else { throw Misuse.arguments }
      try PlainRounds.run(rounds: rounds, isWhole: words.contains("whole"))
    default: throw Misuse.arguments
    }
  }
}

/// Something that only a person at the keyboard can have got wrong.
struct Misuse: Error {
  let reason: String

  static let arguments = Misuse(
    reason: "Use: WitanBench belief | WitanBench rounds N [whole] < votes.csv")
}
