import Inference

/// What a verdict told the asker.
public struct Said: Codable, Equatable, Sendable {
  /// What to do; nil where nothing was said.
  public let action: String?
  /// The finest taxon held; nil for none.
  public let taxon: String?
}

/// Event: a verdict that was given no longer holds. Whoever asked must acknowledge that they know.
public struct VerdictRecalled: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// The version of the consensus that is taken back.
  public let version: Int
  public let was: Said
  /// What is said instead: the truth, or what the community holds by what it knows now.
  public let now: Said
  /// The question whose outcome showed it; the question itself where it is its own.
  public let because: ID<Question>
}

/// Event: whoever asked knows that their verdict was recalled.
public struct RecallAcknowledged: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// Which of the question's recalls, counting from 1.
  public let number: Int
  public let by: ID<Member>
}

/// Event: all that leaned on an overturned verdict was looked at anew. It follows from the record
/// before it; what it recalls follows it in the same transaction.
public struct LeaningExamined: Codable, Equatable, Sendable {
  /// The question whose verdict was overturned.
  public let question: ID<Question>
  /// The questions that leaned on it, the latest first, at most `Recall.examinedAtMost`.
  public let examined: [ID<Question>]
  /// Those whose verdict no longer holds.
  public let recalled: [ID<Question>]
  /// How many more leaned on it, all of them older, and were not looked at.
  public let beyond: Int
}

/// The latest recall of a question.
public struct Recall: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// Counts from 1.
  public let number: Int
  /// The version of the consensus that was taken back.
  public let version: Int
  public let was: Said
  public let now: Said
  public let because: ID<Question>
  public let at: Instant
  /// When the asker said that they know; nil for not yet.
  public var acknowledgedAt: Instant?
  /// Who must still say so; nil once they did.
  public var awaits: ID<Member>?
  /// The subject in which what leaned on this verdict is still to be looked at; nil for nothing.
  public var examineIn: ID<Subject>?
  /// The questions of that look whose recall is still to be recorded.
  public var due: [ID<Question>] = []

  /// The most questions that one overturned verdict has looked at anew: an entry has 64 KiB, and
  /// the work is done beside that of the living.
  public static let examinedAtMost = 1_000
}

extension ConsensusReached {
  /// What it tells the asker.
  public var said: Said { Said(action: action?.name, taxon: held?.taxon) }
}

extension Taxonomy {
  /// What follows from a known truth.
  func said(truth taxon: String) -> Said {
    Said(action: node(accepted: taxon).flatMap(action(of:)), taxon: taxon)
  }

  /// Whether a truth overturns what was said: another thing is to be done, or the taxon is neither
  /// the truth nor above nor below it.
  func isOverturned(_ was: Said, byTruth truth: Said) -> Bool {
    if let action = was.action, let right = truth.action, action != right { return true }
    guard let held = was.taxon.flatMap(node(accepted:)),
      let truth = truth.taxon.flatMap(node(accepted:))
    else { return false }
    return !tree.isNode(truth, within: held) && !tree.isNode(held, within: truth)
  }

  /// Whether what is held now takes back what was said: the action is no longer said, or the taxon
  /// no longer held, itself or one below it. To say more than before takes nothing back.
  func isTakenBack(_ was: Said, by now: Said) -> Bool {
    if was.action != nil && now.action != was.action { return true }
    guard let held = was.taxon.flatMap(node(accepted:)) else { return false }
    guard let node = now.taxon.flatMap(node(accepted:)) else { return true }
    return !tree.isNode(node, within: held)
  }
}
