/// What others have said of the ledger's states: witnesses that it only grew, time-stamp
/// authorities when it was so. It stands beside the archive and is no part of its records: nothing
/// there follows from it, and an audit needs none of it.
public protocol TestimonyBook: Sendable {
  /// The last checkpoint that witnesses have cosigned, as a signed note; nil before the first.
  func cosigned() throws -> String?
  /// Keeps one in place of the last.
  func keep(cosigned note: String) throws
  /// The names of the time stamps, the earliest first.
  func stampNames() throws -> [String]
  /// A time stamp with what it is of; nil where there is none of this name.
  func stamp(_ name: String) throws -> KeptStamp?
  /// Puts a copy of everything beside a copy of the archive; gives its path, nil where there was
  /// nothing to copy.
  func copy(beside backup: String, at instant: Instant) throws -> String?
  /// Removes such a copy, if there is one.
  func removeCopy(beside backup: String) throws
}

/// A time stamp (RFC 3161) and what it is of.
public struct KeptStamp: Codable, Equatable, Sendable {
  /// The day and the checkpoint's entries: `2026-11-21-45`.
  public let name: String
  /// The checkpoint that was stamped, a signed note, byte for byte.
  public let checkpoint: String
  /// The authority's reply, in base64.
  public let token: String

  /// Takes the fields as they are.
  public init(name: String, checkpoint: String, token: String) {
    (self.name, self.checkpoint, self.token) = (name, checkpoint, token)
  }
}
