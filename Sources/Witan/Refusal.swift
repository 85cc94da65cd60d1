/// All that can be refused, each with a stable code and a sentence for people.
///
/// A refusal changes nothing. Whatever else goes wrong is not a refusal but a fault of ours or of
/// the machine, and the caller learns no more than that.
public enum Refusal: Error, Sendable, Equatable {
  /// A field that is missing, misspelt or out of its bounds.
  case invalid(field: String, reason: String)
  /// No taxon bears this name; `near` are names that do, nearest first.
  case unknownTaxon(String, near: [String])
  /// Not a country, subdivision or region of the world.
  case unknownPlace(String)
  /// A taxonomy file at fault, with its line (1 is the header; 0 the file as a whole).
  case taxonomyFault(line: Int, reason: String)
  /// A photograph that is no JPEG, PNG, WebP or HEIC, is broken, or has too many pixels.
  case photoUnreadable(reason: String)
  /// More bytes than are taken, or given; `instead` is what to do, where that is not plain.
  case tooLarge(field: String, limitBytes: Int, instead: String? = nil)
  /// No valid token came with the request.
  case notSignedIn
  /// The caller's roles do not allow this.
  case notAllowed(reason: String)
  /// The token is for less than this; nil where no token for less than everything will do.
  case outOfScope(needed: Scope?, has: [Scope])
  /// An asker may not answer their own question.
  case ownQuestion
  /// The question was never offered to this member.
  case notOffered(question: String)
  /// Nothing of this kind bears this name; `field` is what gave it, where that is not the path.
  case notFound(kind: String, name: String, field: String? = nil)
  /// A link that opens nothing: unknown, used, withdrawn or over; it is not told which.
  case linkEnded
  /// Nothing awaits this member's answer.
  case nothingWaiting
  /// This member has already answered.
  case alreadyAnswered(at: Instant)
  /// The time for this answer is over; it may be given with the mark `late`.
  case leaseLapsed(at: Instant)
  /// The question is closed.
  case questionClosed(phase: String)
  /// What should be new exists.
  case exists(kind: String, name: String)
  /// Another state than the one this needs.
  case conflict(_ obstacle: Obstacle = .other, reason: String)
  /// A legal hold keeps it from erasure.
  case onHold(thing: String, since: Instant, ground: String?)
  /// The data folder is held by another process.
  case folderInUse(path: String)
  /// More waits than can be held; nothing was done, and trying again soon will do.
  case busy(reason: String)
  /// The store or the server cannot be reached.
  case unavailable(reason: String)
}

extension Refusal {
  /// What sort of refusal it is, from which HTTP status and exit code follow.
  public enum Sort: Sendable {
    case invalid, tooLarge, notSignedIn, notAllowed, notFound, conflict, unavailable
  }

  /// The sort of this refusal.
  public var sort: Sort {
    switch self {
    case .invalid, .unknownTaxon, .unknownPlace, .taxonomyFault, .photoUnreadable: .invalid
    case .tooLarge: .tooLarge
    case .notSignedIn: .notSignedIn
    case .notAllowed, .outOfScope, .ownQuestion, .notOffered: .notAllowed
    case .notFound, .linkEnded, .nothingWaiting: .notFound
    case .alreadyAnswered, .leaseLapsed, .questionClosed, .exists, .conflict, .onHold:
      .conflict
    case .folderInUse, .busy, .unavailable: .unavailable
    }
  }

  /// The stable code, for programs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownTaxon: "unknown-taxon"
    case .unknownPlace: "unknown-place"
    case .taxonomyFault: "taxonomy-fault"
    case .photoUnreadable: "photo-unreadable"
    case .tooLarge: "too-large"
    case .notSignedIn: "not-signed-in"
    case .notAllowed: "not-allowed"
    case .outOfScope: "out-of-scope"
    case .ownQuestion: "own-question"
    case .notOffered: "not-offered"
    case .notFound: "not-found"
    case .linkEnded: "link-ended"
    case .nothingWaiting: "nothing-waiting"
    case .alreadyAnswered: "already-answered"
    case .leaseLapsed: "lease-lapsed"
    case .questionClosed: "question-closed"
    case .exists: "exists"
    case .conflict(let obstacle, _): obstacle.rawValue
    case .onHold: "on-hold"
    case .folderInUse: "folder-in-use"
    case .busy: "busy"
    case .unavailable: "unavailable"
    }
  }

  /// The field at fault, where there is one.
  public var field: String? {
    switch self {
    case .invalid(let field, _), .tooLarge(let field, _, _): field
    case .unknownTaxon: "taxon"
    case .unknownPlace: "place"
    case .taxonomyFault: "taxonomy"
    case .photoUnreadable: "photo"
    case .notFound(_, _, let field): field
    default: nil
    }
  }

  /// One sentence for people: what is wrong and what to do.
  public var sentence: String {
    switch self {
    case .invalid(let field, let reason): "\(field): \(reason)."
    case .unknownTaxon(let name, let near):
      near.isEmpty
        ? "No taxon is called \"\(name)\"."
        : "No taxon is called \"\(name)\". Did you mean \(near.joined(separator: ", "))?"
    case .unknownPlace(let place):
      "\"\(place)\" is no place: give an ISO country (IN), a subdivision (IN-KA) or a world region"
        + " by its M49 number (142)."
    case .taxonomyFault(let line, let reason):
      line == 0 ? "The taxonomy is refused: \(reason)." : "Taxonomy, line \(line): \(reason)."
    case .photoUnreadable(let reason): "The photo is refused: \(reason)."
    case .tooLarge(let field, let limit, let instead):
      "\(field) is larger than \(limit) bytes." + (instead.map { " \($0)" } ?? "")
    case .notSignedIn: "No valid token: send \"Authorization: Bearer wt_...\"."
    case .notAllowed(let reason): reason
    case .outOfScope(let needed, let has):
      "This token is for \(Scope.words(has)) only; this needs"
        + (needed.map { " the scope \($0.rawValue)." } ?? " one for everything.")
    case .ownQuestion: "This is your own question; others must answer it."
    case .notOffered(let question): "Question \(question) was not offered to you."
    case .notFound(let kind, let name, _): "There is no \(kind) \"\(name)\"."
    case .linkEnded: "This link opens nothing: it was used, or has ended. Ask for a new one."
    case .nothingWaiting: "Nothing awaits your answer."
    case .alreadyAnswered(let instant): "You answered this question at \(instant.text)."
    case .leaseLapsed(let instant):
      "Your time for this question ended at \(instant.text); answer with --late (\"late\": true) to"
        + " have it counted and marked as late."
    case .questionClosed(let phase):
      "The question is closed (\(phase)). If the verdict is wrong, ask a steward to record the"
        + " outcome."
    case .exists(let kind, let name): "The \(kind) \"\(name)\" exists already."
    case .conflict(_, let reason): reason
    case .onHold(let thing, let since, let ground):
      "\(thing) is on legal hold since \(since.text)\(ground.map { ": \($0)" } ?? "")."
        + " A steward must lift it first."
    case .folderInUse(let path):
      "\(path) is in use by another process; use --server, or stop that process."
    case .busy(let reason), .unavailable(let reason): reason
    }
  }
}
