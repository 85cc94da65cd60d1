/// What a token may be used for, where it is not for everything that its member may do. It takes
/// away and never gives: what the member's roles do not allow, no scope does.
public enum Scope: String, Choice, Comparable {
  /// Reads questions, the queue, subjects and oneself, as far as the member may; changes nothing.
  case read
  /// Asks, adds photos, acknowledges recalls, and makes and removes webhooks.
  case ask
  /// Takes, answers, passes on, and sets when one may be asked.
  case answer
  /// Reads the record: members and what is theirs, coverage, history, explanations, dossiers,
  /// audits.
  case audit
  /// Runs the community: subjects, outcomes, routes, rules, holds, erasures, backups; and acts on
  /// what is others', beside the scope that the same needs for what is one's own.
  case steward

  /// Alphabetical, so that lists of scopes have one spelling.
  public static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }
}

extension Role {
  /// What a token must be for to make use of the role's say over what is others'; nil for the roles
  /// that have none.
  var scope: Scope? {
    switch self {
    case .asker, .expert: nil
    case .auditor: .audit
    case .steward: .steward
    }
  }
}

extension Scope {
  /// Several scopes in words: `ask, read`; `everything` for no list at all.
  public static func words(_ scopes: [Scope]?) -> String {
    scopes.map { $0.map(\.rawValue).joined(separator: ", ") } ?? "everything"
  }
}
