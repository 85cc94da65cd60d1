import Witan

/// A community that was just founded, with everybody's first token.
struct Founded: Codable {
  let community: String
  let title: String
  let folder: String
  let origin: String
  /// The key that checks the checkpoints (C2SP signed-note).
  let verifierKey: String
  let members: [FoundedMember]
}

/// A new member with their token.
struct FoundedMember: Codable {
  let handle: String
  let roles: [Role]
  let token: String
}

extension Page {
  /// What was founded, and the tokens.
  mutating func add(_ founded: Founded) {
    add("Founded \"\(founded.title)\" in \(founded.folder).", .bold)
    fact("origin", founded.origin)
    fact("key", founded.verifierKey)
    space()
    add(tokens: founded.members)
  }
}
