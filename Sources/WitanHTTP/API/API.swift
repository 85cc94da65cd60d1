public import Witan

/// The whole API as one table of endpoints: what the server serves and what the CLI calls.
public struct API: Sendable {
  let desk: Desk

  /// The API of a desk.
  public init(desk: Desk) { self.desk = desk }

  /// Every method and path, who may come in, and the one verb behind it.
  static let endpoints: [Endpoint] = [
    Endpoint(.get, "/v1/me", .member, whoAmI),
    Endpoint(.get, "/v1/subjects", .member, subjects),
    Endpoint(.post, "/v1/subjects", .roles([.steward]), form: .subject, defineSubject),
    Endpoint(.get, "/v1/members", .roles([.auditor, .steward]), members),
    Endpoint(.post, "/v1/members", .roles([.steward]), join),
    Endpoint(.get, "/v1/members/{handle}", .member, member),
    Endpoint(.post, "/v1/members/{handle}/tokens", .member, issueToken),
    Endpoint(.get, "/v1/questions", .member, questions),
    Endpoint(.post, "/v1/questions", .roles([.asker, .steward]), form: .question, ask),
    Endpoint(.get, "/v1/questions/{id}", .member, show),
    Endpoint(.get, "/v1/questions/{id}/photos/{name}", .member, photo),
    Endpoint(.post, "/v1/questions/{id}/options", .roles([.expert, .steward]), addOption),
    Endpoint(
      .post, "/v1/questions/{id}/photos", .roles([.asker, .steward]), form: .photos, addPhotos),
    Endpoint(.post, "/v1/questions/{id}/take", .roles([.expert]), take),
    Endpoint(.post, "/v1/questions/{id}/extend", .roles([.expert]), extend),
    Endpoint(.post, "/v1/questions/{id}/answers", .roles([.expert]), answer),
    Endpoint(.post, "/v1/questions/{id}/pass", .roles([.expert]), pass),
    Endpoint(.post, "/v1/questions/{id}/hand-over", .roles([.expert]), handOver),
    Endpoint(.post, "/v1/questions/{id}/spot", .roles([.auditor]), spot),
    Endpoint(.post, "/v1/questions/{id}/outcome", .roles([.steward]), outcome),
    Endpoint(.post, "/v1/questions/{id}/acknowledge", .member, acknowledge),
    Endpoint(.get, "/v1/recalls", .member, recalls),
    Endpoint(.post, "/v1/erasures", .member, erase),
    Endpoint(.get, "/v1/holds", .roles([.auditor, .steward]), holds),
    Endpoint(.post, "/v1/holds", .roles([.steward]), hold),
    Endpoint(.post, "/v1/holds/lift", .roles([.steward]), liftHold),
    Endpoint(.get, "/v1/queue", .roles([.expert]), queue),
    Endpoint(.post, "/v1/queue/take", .roles([.expert]), takeNext),
    Endpoint(.get, "/v1/questions/{id}/history", .roles([.auditor, .steward]), history),
    Endpoint(.get, "/v1/questions/{id}/explanation", .roles([.auditor, .steward]), explain),
    Endpoint(.get, "/v1/questions/{id}/routes", .roles([.auditor, .steward]), routes),
    Endpoint(.get, "/v1/questions/{id}/dossier", .roles([.auditor, .steward]), dossier),
    Endpoint(.get, "/v1/questions/{id}/provenance", .roles([.auditor, .steward]), provenance),
    Endpoint(.get, "/v1/provenance", .roles([.auditor, .steward]), provenanceOfPeriod),
    Endpoint(.post, "/v1/questions/{id}/route", .roles([.steward]), steer),
    Endpoint(.post, "/v1/members/{handle}/availability", .member, setAvailability),
    Endpoint(.get, "/v1/coverage", .roles([.auditor, .steward]), coverage),
    Endpoint(.get, "/v1/coverage/promises", .roles([.auditor, .steward]), promiseScore),
    Endpoint(.get, "/v1/community/emergency-text", .member, emergencyText),
    Endpoint(.put, "/v1/community/emergency-text", .roles([.steward]), setEmergencyText),
    Endpoint(.get, "/v1/community/rule", .roles([.auditor, .steward]), rule),
    Endpoint(.post, "/v1/community/rule/proposals", .roles([.steward]), proposeRule),
    Endpoint(
      .post, "/v1/community/rule/proposals/{id}/approve", .roles([.steward]), approveRule),
    Endpoint(
      .post, "/v1/questions/{id}/whatif", .roles([.auditor, .steward]), isReading: true, whatIf),
    Endpoint(.post, "/v1/audit/whatif", .roles([.auditor, .steward]), isReading: true, lab),
    Endpoint(.post, "/v1/audit/verify", .roles([.auditor, .steward]), isReading: true, verify),
    Endpoint(.get, "/v1/diagnosis", .roles([.auditor, .steward]), diagnosis),
    Endpoint(.post, "/v1/backups", .roles([.steward]), backup),
    Endpoint(.get, "/v1/ledger/history", .roles([.auditor, .steward]), ledgerHistory),
    Endpoint(.get, "/v1/ledger/history.atom", .roles([.auditor, .steward]), ledgerFeed),
    Endpoint(.get, "/v1/ledger/entries/{index}", .roles([.auditor, .steward]), entry),
    Endpoint(.get, "/v1/ledger/questions", .roles([.auditor, .steward]), search),
    Endpoint(.get, "/v1/ledger/checkpoint", .anybody, checkpoint),
    Endpoint(
      .get, "/v1/ledger/tile/entries/{index...}", .roles([.auditor, .steward]), entryBundle),
    Endpoint(.get, "/v1/ledger/tile/{level}/{index...}", .anybody, tile),
    Endpoint(.get, "/v1/ledger/proofs/{index}", .anybody, proof),
    Endpoint(.post, "/v1/ledger/proofs/{index}", .anybody, isReading: true, proofUnder),
    Endpoint(.get, "/v1/ledger/keys", .anybody, keys),
    Endpoint(.get, "/v1/ledger/consistency", .anybody, consistency),
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
      let member = try await endpoint.door.admit(caller)
      return try await endpoint.handler(
        Endpoint.Request(call: call, desk: desk, member: member, names: names))
    } catch {
      return Problem(error, log: log).reply
    }
  }
}
