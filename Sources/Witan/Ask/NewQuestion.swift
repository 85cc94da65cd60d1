import Foundation

/// A question as the asker puts it, before anything was checked.
public struct NewQuestion: Sendable {
  /// The subject's name.
  public var subject: String
  /// What is asked, 1 to 4,000 bytes.
  public var text: String
  /// A place code; nil or empty for untold.
  public var place: String?
  public var urgency: Urgency
  /// The choices; needed where the subject has no taxonomy, refused where it has one.
  public var options: [String]
  /// The name of the true taxon: a steward's hidden known question.
  public var known: String?
  /// The language of the text (BCP 47), where it takes somebody who reads it.
  public var language: String?
  /// Where exactly it was seen, in degrees, `12.9716,77.5946`; nil or empty for untold.
  public var spot: String?
  /// When it was seen there, an instant; nil or empty for untold.
  public var seenAt: String?

  /// Takes the question as it is.
  public init(
    subject: String, text: String, place: String? = nil, urgency: Urgency = .emergency,
    options: [String] = [], known: String? = nil, language: String? = nil, spot: String? = nil,
    seenAt: String? = nil
  ) {
    self.language = language
    (self.spot, self.seenAt) = (spot, seenAt)
    self.subject = subject
    self.text = text
    self.place = place
    self.urgency = urgency
    self.options = options
    self.known = known
  }

  /// The most photos a question may have.
  public static let photoLimit = 4
  /// The most choices a question may have, those added by experts included.
  public static let optionLimit = 64

  /// Refuses what is malformed, and gives the parts in the form in which they are recorded.
  public func checked(for subject: Subject) throws(Refusal) -> (
    text: String, place: Place?, options: [String]
  ) {
    let text = try Self.line(self.text, field: "text", limitBytes: 4_000)
    if let language, !Member.isLanguage(language) {
      throw .invalid(field: "language", reason: "\"\(language)\" is no BCP 47 tag")
    }
    var place: Place?
    if let code = self.place, !code.isEmpty { place = try Place(code) }
    guard subject.taxonomy != nil else {
      var options: [String] = []
      for option in self.options {
        let option = try Self.option(option, beside: options)
        options.append(option)
      }
      guard options.count >= 2 else {
        throw .invalid(field: "options", reason: "\(subject.title) needs at least two choices")
      }
      return (text, place, options)
    }
    guard options.isEmpty else {
      throw .invalid(field: "options", reason: "\(subject.title) has its own taxonomy")
    }
    return (text, place, [])
  }

  /// A choice as it is recorded; refuses a repeated one and one too many.
  public static func option(_ text: String, beside others: [String]) throws(Refusal) -> String {
    let option = try line(text, field: "option", limitBytes: 200)
    guard !others.contains(where: { Taxonomy.folded($0) == Taxonomy.folded(option) }) else {
      throw .exists(kind: "option", name: option)
    }
    guard others.count < optionLimit else {
      throw .invalid(field: "option", reason: "at most \(optionLimit) choices")
    }
    return option
  }

  /// A text in NFC without surrounding blanks and without control characters but line breaks.
  public static func line(
    _ text: String, field: String, limitBytes: Int
  ) throws(Refusal) -> String {
    let text = text.precomposedStringWithCanonicalMapping
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { throw .invalid(field: field, reason: "it is empty") }
    guard text.utf8.count <= limitBytes else {
      throw .tooLarge(field: field, limitBytes: limitBytes)
    }
    let isPlain = text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || $0.properties.generalCategory != .control
    }
    guard isPlain else { throw .invalid(field: field, reason: "it has control characters") }
    return text
  }
}
