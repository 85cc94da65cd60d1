import Foundation
import Witan

extension Rule {
  /// The rule of a file (JSON, as `witan rule show -o` writes it); without one the program's own.
  ///
  /// Throws `Failure` for a file that is no rule, and refuses one whose numbers are out of range.
  static func chosen(_ file: String?) throws -> Rule {
    guard let file else { return .first }
    do {
      let chosen = try JSONDecoder().decode(Rule.self, from: Data(LocalFile.read(file)))
      try chosen.check()
      return chosen
    } catch let fault as DecodingError {
      throw Failure(.badInput, "\(file) is no rule: \(fault)", code: "invalid")
    }
  }
}
