/// A badge as others read it: an OpenBadgeCredential (Open Badges 3.0, 1EdTech), which is a
/// Verifiable Credential (W3C, data model 2.0). As a JWT its claims are the same members, with
/// those of RFC 7519.
///
/// It names its holder by the ledger's name alone: who shows it says that it is theirs.
public struct BadgeCredential: Codable, Equatable, Sendable {
  let context: [String]
  let id: String
  let type: [String]
  let name: String
  let issuer: Issuer
  let validFrom: String
  let credentialSubject: Holder
  let evidence: [Evidence]
  let credentialStatus: Status
  /// Issuer, holder and name, and since when it holds in seconds (RFC 7519).
  let iss: String
  let sub: String
  let jti: String
  let nbf: Int

  /// The members by their names in JSON.
  enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, name, issuer, validFrom, credentialSubject, evidence, credentialStatus
    case iss, sub, jti, nbf
  }

  /// The community.
  struct Issuer: Codable, Equatable, Sendable {
    let id: String
    let type: [String]
    let name: String
    let url: String
  }

  /// Who holds it, and what for.
  struct Holder: Codable, Equatable, Sendable {
    let id: String
    let type: [String]
    let achievement: Achievement
  }

  /// What was achieved.
  struct Achievement: Codable, Equatable, Sendable {
    let id: String
    let type: [String]
    let name: String
    let description: String
    let criteria: Criteria

    /// What it takes, in words.
    struct Criteria: Codable, Equatable, Sendable { let narrative: String }
  }

  /// Where the proof of the award is.
  struct Evidence: Codable, Equatable, Sendable {
    let id: String
    let type: [String]
    let name: String
  }

  /// Where it is told whether it still holds.
  struct Status: Codable, Equatable, Sendable {
    let id: String
    let type: String
  }
}

extension BadgeCredential {
  /// A badge's name for the world.
  static func name(_ id: ID<Badge>, of community: Community) -> String {
    "urn:witan:\(community.origin):badge.\(id.text)"
  }

  /// The credential of a badge.
  init(_ badge: Badge, of community: Community, site: String, on shelf: any Shelf) throws {
    let claim = badge.claim
    let prefix = "urn:witan:\(community.origin)"
    let subject = try shelf.subject(claim.subject)?.title ?? claim.subject.text
    let field = claim.branch.isEmpty ? subject : "\(claim.branch) (\(subject))"
    let region = (try? Place(claim.region).name) ?? claim.region
    context = [
      "https://www.w3.org/ns/credentials/v2",
      "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    id = Self.name(badge.id, of: community)
    type = ["VerifiableCredential", "OpenBadgeCredential"]
    name = "Proved in \(field), \(region)"
    issuer = Issuer(id: site, type: ["Profile"], name: community.title, url: site)
    validFrom = badge.awardedAt.text
    let words = "\(claim.judged) answers on \(field) in \(region) were judged."
    credentialSubject = Holder(
      id: "\(prefix):member.\(badge.member.text)", type: ["AchievementSubject"],
      achievement: Achievement(
        id: "\(prefix):achievement.\(claim.subject.text).\(claim.branch).\(claim.region)",
        type: ["Achievement"], name: name, description: words,
        criteria: .init(
          narrative: "At least \(Badge.judgedAtLeast) answers in this branch and region were judged"
            + " by outcomes, known questions or the consensus of others, and the holder is no worse"
            + " there than is expected of anybody, by the community's rule.")))
    evidence = [
      Evidence(
        id: "\(site)/v1/ledger/proofs/\(badge.entry)", type: ["Evidence"],
        name: "Entry \(badge.entry) of the community's ledger, by which it was awarded")
    ]
    credentialStatus = Status(
      id: "\(site)/v1/badges/revocations", type: "1EdTechRevocationList")
    (iss, sub, jti) = (site, credentialSubject.id, id)
    nbf = badge.awardedAt.milliseconds / 1_000
  }
}
