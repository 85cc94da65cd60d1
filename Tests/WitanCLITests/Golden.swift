import Foundation
import Testing

/// Compares an output with its file in `fixtures/cli`; with UPDATE_GOLDEN=1 it writes the file.
///
/// What differs from run to run is masked by as many letters, so that the layout is compared too.
enum Golden {
  /// Fails where the output is not what the file says.
  static func check(
    _ output: String, _ name: String, in sandbox: Sandbox,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = Sandbox.root.appending(path: "fixtures/cli/\(name)")
    let masked = mask(output, sandbox)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(masked.utf8).write(to: file)
    }
    let wanted = try String(contentsOf: file, encoding: .utf8)
    #expect(masked == wanted, "\(name)", sourceLocation: sourceLocation)
  }

  /// The output without folders, times, names, hashes, keys and chance.
  static func mask(_ output: String, _ sandbox: Sandbox) -> String {
    var text = output.replacingOccurrences(of: sandbox.folder.path, with: "FOLDER")
    for (pattern, mask) in patterns {
      text = text.replacing(pattern) { match in
        String(match.output.map { $0.isLetter || $0.isNumber ? mask : $0 })
      }
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(maskChance)
    return lines.joined(separator: "\n")
  }

  private static var patterns: [(Regex<Substring>, Character)] {
    [
      (/wt_[0-9a-z]{32}/, "x"),
      (/\b[a-z]-[0-9a-z]{13}(?:-[0-9]+)?\b/, "x"),
      (/\b[0-9a-f]{64}\b/, "f"),
      (/\+[0-9a-f]{8}\+[A-Za-z0-9+\/=]{44}/, "k"),
      (/[A-Za-z0-9+\/=]{44,}/, "b"),
      (/\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b/, "0"),
      (/\b[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3})?)?\b/, "0"),
      (/\b[0-9]+ s\b/, "0"),
    ]
  }

  /// The order of those asked, and the draws of chance in their scores.
  private static func maskChance(_ line: Substring) -> String {
    guard line.contains(#/^  \* |asked /#), !line.contains("could have been asked") else {
      return String(line)
    }
    return String(line).replacing(/asha|devi|rupa/) { _ in "xxxx" }
      .replacing(/[0-9]\.[0-9]{3}/) { _ in "0.000" }.replacing("-0.000", with: " 0.000")
  }
}
