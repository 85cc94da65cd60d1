/// A field of questions with one taxonomy, or one whose questions bring their own options.
public struct Subject: Codable, Equatable, Sendable {
  /// A short chosen name, `snakes`.
  public let id: ID<Subject>
  /// What people read.
  public var title: String
  /// SHA-256 of the taxonomy's file, which is kept as attachment `taxonomies/<sha256>.csv`; nil
  /// where each question brings its own options.
  public var taxonomy: String?
  /// How many taxa it has.
  public var taxa: Int
}

/// Event: a subject was defined, or its taxonomy replaced.
public struct SubjectDefined: Codable, Equatable, Sendable {
  public let subject: ID<Subject>
  public let title: String
  public let taxonomy: String?
  public let taxa: Int
}

extension Subject {
  /// Decides whether a subject may be so defined; refuses a malformed name or title.
  public static func defined(
    _ id: String, title: String, taxonomy: (sha256: String, taxa: Int)?
  ) throws(Refusal) -> SubjectDefined {
    guard Member.isHandle(id) else {
      throw .invalid(field: "subject", reason: "2 to 32 of a-z, 0-9 and -")
    }
    guard (1...200).contains(title.utf8.count), title.isFreeOfControls else {
      throw .invalid(field: "title", reason: "1 to 200 bytes on one line are needed")
    }
    return SubjectDefined(
      subject: ID(id), title: title, taxonomy: taxonomy?.sha256, taxa: taxonomy?.taxa ?? 0)
  }
}
