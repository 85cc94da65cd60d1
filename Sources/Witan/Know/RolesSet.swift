/// Event: a steward changed what a member may do. Without any role the member is out: asked
/// nothing, allowed nothing, until a steward gives a role again.
public struct RolesSet: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// In alphabetical order, each once.
  public let roles: [Role]
  /// The subjects an expert may be asked about, in order; none for others.
  public let subjects: [ID<Subject>]
  public let by: ID<Member>
}

extension Member {
  /// Decides whether a member may have these roles instead of those they have.
  ///
  /// Refuses a role that no program may have, an expert without subjects, subjects
  /// that do not exist, and to take the role from the last steward: nobody could run the
  /// community any more.
  ///
  /// - Parameters:
  ///   - subjects: nil for those they have.
  ///   - stewards: all there are.
  func changed(
    to roles: [Role], subjects: [ID<Subject>]?, by steward: ID<Member>,
    knownSubjects: [ID<Subject>], stewards: [ID<Member>]
  ) throws(Refusal) -> RolesSet {
    let subjects = roles.contains(.expert) ? subjects ?? self.subjects : []
    try Member.check(roles, subjects, isPerson: isPerson, knownSubjects: knownSubjects)
    guard roles.contains(.steward) || stewards != [id] else { throw .lastSteward }
    return RolesSet(
      member: id, roles: Set(roles).sorted(), subjects: Set(subjects).sorted(), by: steward)
  }

  /// Refuses roles and subjects that do not go together.
  static func check(
    _ roles: [Role], _ subjects: [ID<Subject>], isPerson: Bool, knownSubjects: [ID<Subject>]
  ) throws(Refusal) {
    if !isPerson, roles.contains(.expert) || roles.contains(.steward) {
      throw .invalid(
        field: "roles", reason: "a program may be asker and auditor, not expert nor steward")
    }
    for subject in subjects where !knownSubjects.contains(subject) {
      throw .notFound(kind: "subject", name: subject.text)
    }
    if roles.contains(.expert) && subjects.isEmpty {
      throw .invalid(field: "subjects", reason: "an expert needs at least one subject")
    }
  }
}

extension Refusal {
  /// The last steward leaves, or loses the role.
  static let lastSteward = Refusal.conflict(
    reason: "The last steward cannot leave; make another one first.")
}
