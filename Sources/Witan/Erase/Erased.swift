/// Event: personal payloads of one entry were erased, value and salt. The entry and its commitments
/// stay, and with them every proof and verdict.
public struct Erased: Codable, Equatable, Sendable {
  /// The index of the entry whose payloads are gone.
  public let entry: Int
  /// The question that the entry belongs to; nil for none.
  public let question: ID<Question>?
  /// Whose they were: who wrote or showed them, or who joined by them.
  public let member: ID<Member>
  /// Which of the entry's commitments nothing opens any more.
  public let commitments: [Commitment]
  /// Why, in the words of whoever erased.
  public let ground: Commitment
  public let by: ID<Member>
}

/// What is to be erased.
public enum ErasureTarget: Equatable, Sendable {
  /// A member: handle, name, and all that they wrote and showed. They leave the community.
  case member(handle: String)
  /// A photo of a question; where a steward erases it, of every question that holds it.
  case photo(of: ID<Question>, name: String)
  /// A photo as it left the telephone; what was made of it stays.
  case original(of: ID<Question>, name: String)
  /// A question's text, where exactly it was, and its photos as they left the telephone.
  case text(of: ID<Question>)
  /// The note beside an answer.
  case note(of: ID<Answer>)
  /// The grounds of a question's outcomes.
  case outcome(of: ID<Question>)
}

/// What came of a wish for erasure.
public struct ErasureSheet: Codable, Equatable, Sendable {
  /// The entries whose payloads are gone, in order.
  public let entries: [Int]
  /// How many payloads, salts included, are gone.
  public let payloads: Int
  /// How many photos' files are gone.
  public let photos: Int
  /// How many files of photos as they left the telephone are gone.
  public let originals: Int
  /// Other questions of whoever erased that show the same photo, which is kept for them.
  public let elsewhere: [String]
  /// Whether a member left by it.
  public let hasLeft: Bool
  /// Whether pages and log of the archive were overwritten, so that nothing of it is in them. False
  /// while another process reads an older state, and for a large file that was written anew within
  /// the hour; it is done as soon as that is over.
  public let isOverwritten: Bool
  public let backups: OldCopies
}

/// What became of a keeper's copies that held what was erased since, by their paths.
public struct OldCopies: Codable, Equatable, Sendable {
  /// Those that are gone, as a new one stands in their place.
  public let replaced: [String]
  /// That new one; nil where there was none to replace.
  public let new: String?
  /// Those that still hold it, and those that cannot be read.
  public let remaining: [String]

  /// Takes the parts as they are.
  public init(replaced: [String] = [], new: String? = nil, remaining: [String] = []) {
    self.replaced = replaced
    self.new = new
    self.remaining = remaining
  }
}

/// What is to become of copies that hold what was erased.
public enum OldBackups: String, Codable, Sendable {
  /// A new, verified one takes their place.
  case replace
  /// They stay, and are named.
  case keep
}
