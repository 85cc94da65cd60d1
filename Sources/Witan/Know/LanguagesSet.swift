/// Event: a member reads other languages than was known.
public struct LanguagesSet: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// BCP 47 tags in order, each once; none for all languages.
  public let languages: [String]
}

extension Member {
  /// The most languages of one member.
  static let languageLimit = 20

  /// Decides whether these languages take the place of those before; refuses what is no BCP 47 tag
  /// and more than `languageLimit`.
  func reading(_ languages: [String]) throws(Refusal) -> LanguagesSet {
    for language in languages where !Self.isLanguage(language) {
      throw .invalid(field: "languages", reason: "\"\(language)\" is no BCP 47 tag")
    }
    guard languages.count <= Self.languageLimit else {
      throw .invalid(field: "languages", reason: "at most \(Self.languageLimit)")
    }
    return LanguagesSet(member: id, languages: Set(languages).sorted())
  }
}
