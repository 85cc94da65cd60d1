/// The codes with which the program ends; `witan --help` lists them.
enum Exit: Int32, CaseIterable {
  case done = 0
  case notSettled = 3
  case notAllowed = 4
  case notFound = 5
  case conflict = 6
  case broken = 8
  case usage = 64
  case badInput = 65
  case unavailable = 69
  case `internal` = 70

  /// What it means, in a few words.
  var meaning: String {
    switch self {
    case .done: "done"
    case .notSettled: "the question is not settled, or who made a stamp is not known"
    case .notAllowed: "not signed in, or not allowed"
    case .notFound: "nothing bears that name"
    case .conflict: "the state of things does not allow it"
    case .broken: "verification failed: something is broken"
    case .usage: "the command line is wrong"
    case .badInput: "the input is wrong"
    case .unavailable: "something needed is missing or cannot be reached"
    case .internal: "a fault of the program or the machine"
    }
  }

  /// All codes, one a line, for the help.
  static var table: String {
    allCases.map { "  \($0.rawValue < 10 ? " " : "")\($0.rawValue)  \($0.meaning)" }
      .joined(separator: "\n")
  }
}
