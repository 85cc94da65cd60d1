import Foundation
import Ledger
import Witan
import WitanHTTP

/// Why a command ended without doing what was asked: an exit code, and one line for stderr.
struct Failure: Error, Equatable {
  let exit: Exit
  /// Nil where the output has said it already.
  let sentence: String?
  /// The stable code, for programs.
  let code: String

  /// A failure with its sentence.
  init(_ exit: Exit, _ sentence: String, code: String) {
    (self.exit, self.sentence, self.code) = (exit, sentence, code)
  }

  /// A failure that the output itself has told.
  init(told exit: Exit) {
    (self.exit, sentence, code) = (exit, nil, "")
  }

  /// A refusal by its sort.
  init(_ refusal: Refusal) {
    let exit: Exit =
      switch refusal.sort {
      case .invalid, .tooLarge: .badInput
      case .notSignedIn, .notAllowed: .notAllowed
      case .notFound: .notFound
      case .conflict: .conflict
      case .unavailable: .unavailable
      }
    self.init(exit, refusal.sentence, code: refusal.code)
  }

  /// A problem that the API replied, by its status.
  init(_ problem: Problem) {
    let exit: Exit =
      switch problem.status {
      case 401, 403: .notAllowed
      case 404: .notFound
      case 409, 412, 428: .conflict
      case 429, 502, 503, 504: .unavailable
      case 400..<500: .badInput
      default: .internal
      }
    let hint =
      problem.status == 401 && problem.code == Refusal.notSignedIn.code
      ? " It is taken from --token, --token-file or WITAN_TOKEN." : ""
    let advice = problem.emergencyText.map { " " + $0 } ?? ""
    self.init(exit, problem.detail + hint + advice, code: problem.code)
  }

  /// A witness's refusal.
  private init(_ fault: WitnessFault) {
    let exit: Exit =
      switch fault {
      case .malformed: .badInput
      case .shrinks, .otherSize: .conflict
      case .unknownOrigin: .notFound
      case .notSigned, .forked, .unproved: .broken
      }
    self.init(exit, fault.description, code: "witness")
  }

  /// Any error that is not the argument parser's; nil for those, which it tells itself.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let refusal as Refusal: self.init(refusal)
    case let problem as Problem: self.init(problem)
    case let fault as WitnessFault: self.init(fault)
    case let fault as NoteFault: self.init(.badInput, fault.description, code: "note")
    case is DecodingError:
      self.init(
        .unavailable, "The reply is not Witan's: is there another program at that address?",
        code: "unavailable")
    case let error as CocoaError: self.init(error)
    default:
      guard !String(reflecting: type(of: error)).hasPrefix("ArgumentParser.") else { return nil }
      self.init(.internal, "Internal error: \(error)", code: "internal")
    }
  }

  /// Whether SQLite found its file damaged (SQLITE_CORRUPT, SQLITE_NOTADB, a
  /// table that is gone: its own sentences).
  var isDamage: Bool {
    [
      "database disk image is malformed", "file is not a database", "no such table",
      "no such column",
    ].contains {
      sentence?.contains($0) ?? false
    }
  }

  /// A file that cannot be read or written.
  private init(_ error: CocoaError) {
    let path = error.filePath ?? "the file"
    switch error.code {
    case .fileReadNoSuchFile, .fileNoSuchFile:
      self.init(.badInput, "There is no file \(path).", code: "file")
    default: self.init(.badInput, "\(path): \(error.localizedDescription)", code: "file")
    }
  }
}
