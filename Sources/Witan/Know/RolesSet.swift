/// Event: a steward wants a member to become a steward, or to be one no more, where it takes two.
/// Another steward who wants the same brings it about.
public struct RolesProposed: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// In alphabetical order, each once.
  public let roles: [Role]
  /// See `RolesSet`.
  public let subjects: [ID<Subject>]
  public let by: ID<Member>
}

/// Event: a steward changed what a member may do. Without any role the member is out: asked
/// nothing, allowed nothing, until a steward gives a role again.
public struct RolesSet: Codable, Equatable, Sendable {
  public let member: ID<Member>
  /// In alphabetical order, each once.
  public let roles: [Role]
  /// The subjects an expert may be asked about, in order; none for others.
  public let subjects: [ID<Subject>]
  public let by: ID<Member>
  /// The other steward, who proposed it, where it takes two; nil for a change by one.
  public let proposedBy: ID<Member>?
}

extension Member {
  /// Decides whether a member may have these roles instead of those they have.
  ///
  /// Where there are two stewards or more, to make one more or one fewer takes two of them, unless
  /// somebody gives it up: else one alone could let a second account of theirs in, and pass for
  /// two wherever two people are asked for.
  ///
  /// Refuses a role that no program may have, an expert without subjects, subjects
  /// that do not exist, and to take the role from the last steward: nobody could run the
  /// community any more.
  ///
  /// - Parameters:
  ///   - subjects: nil for those they have.
  ///   - stewards: all there are.
  /// - Returns: the change; where it takes another steward first, what is proposed to them.
  func changed(
    to roles: [Role], subjects: [ID<Subject>]?, by steward: ID<Member>,
    knownSubjects: [ID<Subject>], stewards: [ID<Member>]
  ) throws(Refusal) -> RolesChange {
    let subjects = roles.contains(.expert) ? subjects ?? self.subjects : []
    try Member.check(roles, subjects, isPerson: isPerson, knownSubjects: knownSubjects)
    guard roles.contains(.steward) || stewards != [id] else { throw .lastSteward }
    let (roles, named) = (Set(roles).sorted(), Set(subjects).sorted())
    let isSame = roles.contains(.steward) == isOne(of: .steward)
    let isGivenUp = steward == id && !roles.contains(.steward)
    if isSame || isGivenUp || stewards.count < 2 {
      return .set(
        RolesSet(member: id, roles: roles, subjects: named, by: steward, proposedBy: nil))
    }
    guard let first = proposal, first.by != steward, stewards.contains(first.by),
      (first.roles, first.subjects) == (roles, named)
    else {
      return .proposed(RolesProposed(member: id, roles: roles, subjects: named, by: steward))
    }
    return .set(
      RolesSet(member: id, roles: roles, subjects: named, by: steward, proposedBy: first.by))
  }

  /// Refuses a key for a steward that another made: it would make two people of one.
  func keyMade(by maker: ID<Member>) throws(Refusal) {
    guard isOne(of: .steward), maker != id else { return }
    throw .notAllowed(
      reason: "A steward makes their own tokens and links: whoever had one of another's could pass"
        + " for two. Who lost all signs in by help of whoever runs the server.")
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
      throw .notFound(kind: "subject", name: subject.text, field: "subjects")
    }
    if roles.contains(.expert) && subjects.isEmpty {
      throw .invalid(field: "subjects", reason: "an expert needs at least one subject")
    }
  }
}

/// What a wish for other roles comes to.
enum RolesChange: Equatable {
  case set(RolesSet)
  /// It waits for another steward.
  case proposed(RolesProposed)
}

extension Refusal {
  /// One steward alone makes another only while there is no second.
  static let stewardTakesTwo = Refusal.conflict(
    .twoStewards,
    reason: "There are two stewards or more, so it takes two of them to make another: let them join"
      + " without that role, then each of you gives it with \"witan member roles\".")

  /// The last steward leaves, or loses the role.
  static let lastSteward = Refusal.conflict(
    .lastSteward,
    reason: "The last steward cannot leave; make another one first.")
}
