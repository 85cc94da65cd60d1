/// `WitanBench`: the arithmetic by itself, to be timed by `tools/bench`.
@main
enum Timings {
  /// Does what the argument names, or throws `Misuse`.
  static func main() throws {
    guard CommandLine.arguments.dropFirst() == ["belief"] else { throw Misuse.arguments }
    try BeliefTiming.run()
  }
}

/// Something that only a person at the keyboard can have got wrong.
struct Misuse: Error {
  let reason: String

  static let arguments = Misuse(reason: "Use: WitanBench belief")
}
