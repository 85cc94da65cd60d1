public import Witan

/// The whole API as one table of endpoints: what the server serves and what the CLI calls.
public struct API: Sendable {
  let desk: Desk

  /// The API of a desk.
  public init(desk: Desk) { self.desk = desk }

  /// Every method and path; who may come in; what a token for less than everything must be for
  /// (nil: it never is for this, or nobody needs one); and the one verb behind it, which asks for
  /// more where it concerns what is another's (`Caller.needs`).
  static let endpoints: [Endpoint] = [
    Endpoint(.get, "/v1/me", .member, .read, whoAmI),
    Endpoint(.get, "/v1/subjects", .member, .read, query: Endpoint.paging, subjects),
    Endpoint(.post, "/v1/subjects", .roles([.steward]), .steward, form: .subject, defineSubject),
    Endpoint(
      .get, "/v1/members", .roles([.auditor, .steward]), .audit, query: Endpoint.paging, members),
    Endpoint(.post, "/v1/members", .roles([.steward]), nil, join),
    Endpoint(.get, "/v1/members/{handle}", .member, .audit, member),
    Endpoint(.put, "/v1/members/{handle}/roles", .roles([.steward]), nil, setRoles),
    Endpoint(.get, "/v1/members/{handle}/mail", .member, nil, mail),
    Endpoint(.put, "/v1/members/{handle}/mail", .member, nil, setMail),
    Endpoint(.get, "/v1/members/{handle}/identities", .member, nil, identities),
    Endpoint(.put, "/v1/members/{handle}/identities", .member, nil, setIdentities),
    Endpoint(.get, "/v1/members/{handle}/badges", .member, .read, query: Endpoint.paging, badges),
    Endpoint(.post, "/v1/badges", .roles([.steward]), .steward, awardBadges),
    Endpoint(.get, "/v1/badges/{id}/credential", .member, .read, credential),
    Endpoint(.get, "/v1/badges/keys", .anybody, nil, badgeKeys),
    Endpoint(.get, "/v1/badges/keys/{kid}", .anybody, nil, badgeKey),
    Endpoint(.get, "/v1/badges/revocations", .anybody, nil, revocations),
    Endpoint(.get, "/v1/tokens", .member, nil, query: Endpoint.paging.union(["member"]), tokens),
    Endpoint(.post, "/v1/tokens", .member, nil, issueToken),
    Endpoint(.post, "/v1/tokens/{id}/revoke", .member, nil, revokeToken),
    Endpoint(
      .get, "/v1/invitations", .roles([.auditor, .steward]), .audit, query: Endpoint.paging,
      invitations),
    Endpoint(.post, "/v1/invitations", .roles([.steward]), nil, invite),
    Endpoint(.post, "/v1/invitations/{id}/withdraw", .roles([.steward]), nil, withdraw),
    Endpoint(
      .post, "/v1/invitations/accept", .anybody, nil,
      secret: { try $0.body(AcceptBody.self).code }, accept),
    Endpoint(.post, "/v1/sign-in-links", .member, nil, makeSignInLink),
    Endpoint(.get, "/v1/sessions", .member, nil, query: Endpoint.paging, sessions),
    Endpoint(.post, "/v1/sessions/end", .member, nil, endSessions),
    Endpoint(
      .get, "/v1/webhooks", .member, .read, query: Endpoint.paging.union(["member", "all"]),
      webhooks),
    Endpoint(.post, "/v1/webhooks", .member, .ask, addWebhook),
    Endpoint(.post, "/v1/webhooks/{id}/test", .member, .ask, testWebhook),
    Endpoint(.post, "/v1/webhooks/{id}/remove", .member, .ask, removeWebhook),
    Endpoint(.get, "/v1/questions", .member, .read, query: nil, questions),
    Endpoint(
      .post, "/v1/questions", .roles([.asker, .steward]), .ask, form: .question, query: ["dry-run"],
      ask),
    Endpoint(.get, "/v1/questions/{id}", .member, .read, query: ["as-of"], show),
    Endpoint(.get, "/v1/questions/{id}/photos/{name}", .member, .read, query: ["width"], photo),
    Endpoint(.post, "/v1/questions/{id}/options", .roles([.expert, .steward]), .answer, addOption),
    Endpoint(
      .post, "/v1/questions/{id}/photos", .roles([.asker, .steward]), .ask, form: .photos, addPhotos
    ),
    Endpoint(
      .post, "/v1/questions/{id}/photos/{name}/original", .roles([.asker, .auditor, .steward]),
      .read, replies: .never, original),
    Endpoint(.post, "/v1/questions/{id}/take", .roles([.expert]), .answer, take),
    Endpoint(.post, "/v1/questions/{id}/extend", .roles([.expert]), .answer, extend),
    Endpoint(.post, "/v1/questions/{id}/answers", .roles([.expert]), .answer, answer),
    Endpoint(.post, "/v1/questions/{id}/pass", .roles([.expert]), .answer, pass),
    Endpoint(.post, "/v1/questions/{id}/hand-over", .roles([.expert]), .answer, handOver),
    Endpoint(.post, "/v1/questions/{id}/spot", .roles([.auditor]), .audit, replies: .never, spot),
    Endpoint(.post, "/v1/questions/{id}/outcome", .roles([.steward]), .steward, outcome),
    Endpoint(.post, "/v1/questions/{id}/acknowledge", .member, .ask, acknowledge),
    Endpoint(.get, "/v1/recalls", .member, .read, query: Endpoint.paging, recalls),
    Endpoint(.post, "/v1/erasures", .member, nil, replies: .aDay, erase),
    Endpoint(
      .get, "/v1/holds", .roles([.auditor, .steward]), .audit, query: Endpoint.paging, holds),
    Endpoint(.post, "/v1/holds", .roles([.steward]), .steward, hold),
    Endpoint(.post, "/v1/holds/lift", .roles([.steward]), .steward, liftHold),
    Endpoint(.get, "/v1/queue", .roles([.expert]), .read, query: Endpoint.paging, queue),
    Endpoint(.post, "/v1/queue/take", .roles([.expert]), .answer, takeNext),
    Endpoint(
      .get, "/v1/questions/{id}/history", .roles([.auditor, .steward]), .audit,
      query: Endpoint.paging, history),
    Endpoint(
      .get, "/v1/questions/{id}/explanation", .roles([.auditor, .steward]), .audit, explain),
    Endpoint(.get, "/v1/questions/{id}/routes", .roles([.auditor, .steward]), .audit, routes),
    Endpoint(
      .get, "/v1/questions/{id}/dossier", .roles([.auditor, .steward]), .audit, query: ["whole"],
      dossier),
    Endpoint(
      .get, "/v1/questions/{id}/provenance", .roles([.auditor, .steward]), .audit, provenance),
    Endpoint(
      .get, "/v1/provenance", .roles([.auditor, .steward]), .audit, query: ["from", "to"],
      provenanceOfPeriod),
    Endpoint(.post, "/v1/questions/{id}/route", .roles([.steward]), .steward, steer),
    Endpoint(.post, "/v1/members/{handle}/availability", .member, .answer, setAvailability),
    Endpoint(.put, "/v1/members/{handle}/languages", .member, .answer, setLanguages),
    Endpoint(.put, "/v1/members/{handle}/group", .roles([.steward]), nil, setGroup),
    Endpoint(
      .get, "/v1/coverage", .roles([.auditor, .steward]), .audit,
      query: ["subject", "least", "scale"], coverage),
    Endpoint(
      .get, "/v1/coverage/promises", .roles([.auditor, .steward]), .audit, query: ["subject"],
      promiseScore),
    Endpoint(.get, "/v1/community/emergency-text", .member, .read, emergencyText),
    Endpoint(.put, "/v1/community/emergency-text", .roles([.steward]), .steward, setEmergencyText),
    Endpoint(.get, "/v1/community/rule", .roles([.auditor, .steward]), .audit, rule),
    Endpoint(.post, "/v1/community/rule/proposals", .roles([.steward]), nil, proposeRule),
    Endpoint(
      .post, "/v1/community/rule/proposals/{id}/approve", .roles([.steward]), nil, approveRule),
    Endpoint(
      .post, "/v1/questions/{id}/whatif", .roles([.auditor, .steward]), .audit, isReading: true,
      whatIf),
    Endpoint(
      .post, "/v1/audit/whatif", .roles([.auditor, .steward]), .audit, isReading: true, lab),
    Endpoint(
      .post, "/v1/audit/verify", .roles([.auditor, .steward]), .audit, isReading: true, verify),
    Endpoint(.get, "/v1/diagnosis", .roles([.auditor, .steward]), .audit, diagnosis),
    Endpoint(.post, "/v1/backups", .roles([.steward]), .steward, backup),
    Endpoint(
      .get, "/v1/ledger/history", .roles([.auditor, .steward]), .audit, query: nil, ledgerHistory),
    Endpoint(
      .get, "/v1/ledger/history.atom", .roles([.auditor, .steward]), .audit, query: nil,
      ledgerFeed),
    Endpoint(.get, "/v1/ledger/entries/{index}", .roles([.auditor, .steward]), .audit, entry),
    Endpoint(
      .get, "/v1/ledger/questions", .roles([.auditor, .steward]), .audit, query: nil, search),
    Endpoint(.get, "/v1/ledger/checkpoint", .anybody, nil, checkpoint),
    Endpoint(.get, "/v1/ledger/checkpoint/cosigned", .anybody, nil, cosignedCheckpoint),
    Endpoint(.get, "/v1/ledger/stamps", .anybody, nil, query: Endpoint.paging, stamps),
    Endpoint(.get, "/v1/ledger/stamps/{name}", .anybody, nil, stamp),
    Endpoint(
      .get, "/v1/ledger/tile/entries/{index...}", .roles([.auditor, .steward]), .audit,
      entryBundle),
    Endpoint(.get, "/v1/ledger/tile/{level}/{index...}", .anybody, nil, tile),
    Endpoint(.get, "/v1/ledger/proofs/{index}", .anybody, nil, proof),
    Endpoint(.post, "/v1/ledger/proofs/{index}", .anybody, nil, isReading: true, proofUnder),
    Endpoint(.get, "/v1/ledger/keys", .anybody, nil, query: Endpoint.paging, keys),
    Endpoint(.get, "/v1/ledger/consistency", .anybody, nil, query: ["from", "to"], consistency),
  ]

  /// Answers a call; refusals become problems, and nothing but the two words leaves of a fault.
  ///
  /// - Parameters:
  ///   - caller: gives the member who calls; asked only where the door needs one.
  ///   - log: told the full text of a fault that is not a refusal.
  public func respond(
    to call: Call, caller: () async throws -> Caller, log: (any Error) -> Void
  ) async -> Reply {
    do {
      let (endpoint, names) = try Self.endpoints.find(call.method.rawValue, call.path)
      let member = try await endpoint.admit(caller)
      try endpoint.checkQuery(call.query)
      return try await endpoint.handler(
        Endpoint.Request(call: call, desk: desk, member: member, names: names))
    } catch {
      return Problem(error, log: log).reply
    }
  }
}
