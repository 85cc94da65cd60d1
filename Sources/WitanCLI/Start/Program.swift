import ArgumentParser
import Foundation

/// The program: reads the line, runs the command, and ends with one of the documented codes.
@main
enum Program {
  /// Where the program begins.
  static func main() async {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try WitanCommand.parseAsRoot(words)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let misspelt where isUsage(misspelt) && NearName.advice(for: words) != nil {
      end(Failure(.usage, NearName.advice(for: words) ?? "", code: "usage"))
    } catch {
      guard let failure = Failure(error) else { WitanCommand.exit(withError: error) }
      end(failure)
    }
  }

  private static func isUsage(_ error: any Error) -> Bool {
    Failure(error) == nil && WitanCommand.exitCode(for: error) == .validationFailure
  }

  /// Says why on stderr, unless the output has said it already, and ends.
  private static func end(_ failure: Failure) -> Never {
    if let sentence = failure.sentence {
      Terminal.tell("witan: \(PlainText.oneLine(sentence)) [\(failure.code)]")
    }
    exit(failure.exit.rawValue)
  }
}
