/// `WitanBench`: one belief and one choice of people by themselves, timed for `tools/bench`.
@main
enum Timings {
  /// Does what the argument names, or throws `Misuse`.
  static func main() throws {
    switch Array(CommandLine.arguments.dropFirst()) {
    case ["belief"]: try BeliefTiming.run()
    case ["route"]: try RouteTiming.run()
    default: throw Misuse.arguments
    }
  }
}

/// Something that only a person at the keyboard can have got wrong.
struct Misuse: Error {
  let reason: String

  static let arguments = Misuse(reason: "Use: WitanBench belief | route")
}
