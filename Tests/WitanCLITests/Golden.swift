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
    for (pattern, mask) in names {
      text = text.replacing(pattern) { String($0.output.map { $0 == " " ? $0 : mask }) }
    }
    for pattern in numbers {
      text = text.replacing(pattern) { String($0.output.map { $0.isNumber ? "0" : $0 }) }
    }
    text = text.replacing(#/ *[0-9]+ s\b/#) { match in
      String(repeating: " ", count: max(0, match.output.count - 3)) + "0 s"
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(maskChance)
    return lines.joined(separator: "\n")
  }

  /// Names, tokens, hashes, keys.
  private static var names: [(Regex<Substring>, Character)] {
    [
      (/wt_[0-9a-z]{32}/, "t"),
      (/\b[a-z]-[0-9a-z]{13}(?:-[0-9]+)?\b/, "x"),
      (/\+[0-9a-f]{8}\+[A-Za-z0-9+\/=]{44}/, "k"),
      (/\b[0-9a-f]{64}\b/, "f"),
      (/\b[0-9a-f]{16}\b/, "f"),
    ]
  }

  /// Days and hours.
  private static var numbers: [Regex<Substring>] {
    [
      /\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b/,
      /\b[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{3})?)?\b/,
    ]
  }

  /// The order of those asked, and the draws of chance in their scores.
  private static func maskChance(_ line: Substring) -> String {
    guard line.contains(#/^  \* |asked /#), !line.contains("could have been asked") else {
      return String(line)
    }
    let masked = String(line).replacing(/asha|devi|rupa/) { _ in "xxxx" }
      .replacing(/[0-9]\.[0-9]{3}/) { _ in "0.000" }.replacing("-0.000", with: " 0.000")
    return masked.hasPrefix(wasAsked) ? inOrder(masked) : masked
  }

  private static let wasAsked = "was asked   "

  /// "was asked" with the people in the order of what became of them.
  private static func inOrder(_ line: String) -> String {
    let people = line.dropFirst(wasAsked.count).components(separatedBy: ", ")
    return wasAsked + people.sorted().joined(separator: ", ")
  }
}
