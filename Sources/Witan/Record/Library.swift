import Inference
import Synchronization

/// Taxonomies and priors read once and kept: both follow from a file whose hash names it, so what
/// is kept can never be out of date.
public final class Library: Sendable {
  /// Guards `shelves`; held only to look up and to insert.
  private let shelves = Mutex(Shelves())

  private struct Shelves {
    var taxonomies: [String: Taxonomy] = [:]
    var priors: [String: TreePrior] = [:]
  }

  /// How many priors are kept at most; then all are let go and read again when needed.
  private static let priorLimit = 512

  /// Guards the rosters; held while one is brought up to date and used.
  private let rosters = Mutex(RosterCache())

  /// Gives the roster of a subject, as the record has it, to a body that may use it.
  func withRoster<Result: Sendable>(
    of subject: ID<Subject>, rule: Rule, on shelf: any Shelf,
    _ body: (inout Roster) throws -> Result
  ) throws -> Result {
    try rosters.withLock { try $0.use(subject, rule: rule, on: shelf, body) }
  }

  /// An empty library.
  public init() {}

  /// The taxonomy of a question: its subject's, or one of its own options.
  func taxonomy(for question: Question, on shelf: any Shelf) throws -> Taxonomy {
    guard question.options.isEmpty else { return try Taxonomy(options: question.options) }
    guard let subject = try shelf.subject(question.subject) else {
      throw Refusal.notFound(kind: "subject", name: question.subject.text)
    }
    return try taxonomy(of: subject, on: shelf)
  }

  /// The taxonomy of a subject; throws where its questions bring their own options.
  func taxonomy(of subject: Subject, on shelf: any Shelf) throws -> Taxonomy {
    guard let sha256 = subject.taxonomy else {
      throw Refusal.conflict(
        .otherSubject, reason: "The questions of \(subject.title) bring their own options.")
    }
    if let known = shelves.withLock({ $0.taxonomies[sha256] }) { return known }
    guard let bytes = try shelf.attachment(Self.attachment(sha256)) else {
      throw AttachmentFault(name: Self.attachment(sha256), reason: "it is missing")
    }
    let taxonomy = try Taxonomy(csv: bytes)
    shelves.withLock { $0.taxonomies[sha256] = taxonomy }
    return taxonomy
  }

  /// What was to be expected at a question's place before anything was seen there.
  func basePrior(for question: Question, taxonomy: Taxonomy, rule: Rule, on shelf: any Shelf) throws
    -> TreePrior
  {
    guard question.options.isEmpty, let sha256 = try shelf.subject(question.subject)?.taxonomy
    else { return try taxonomy.prior(at: question.place, rule: rule) }
    let key = "\(sha256) \(rule.version) \(question.place?.code ?? "")"
    if let known = shelves.withLock({ $0.priors[key] }) { return known }
    let prior = try taxonomy.prior(at: question.place, rule: rule)
    shelves.withLock { shelves in
      if shelves.priors.count >= Self.priorLimit { shelves.priors.removeAll() }
      shelves.priors[key] = prior
    }
    return prior
  }

  /// The name under which the lessons of an estimate are kept.
  static func estimate(_ sha256: String) -> String { "estimates/\(sha256).json" }

  /// The name under which a taxonomy's file is kept.
  static func attachment(_ sha256: String) -> String { "taxonomies/\(sha256).csv" }
}
