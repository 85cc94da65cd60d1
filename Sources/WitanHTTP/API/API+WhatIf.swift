import Foundation
import Ledger
public import Witan

/// What is supposed of a question: one of the three.
public struct WhatIfBody: Codable, Sendable {
  /// The handle of one who answered.
  public var without: String?
  public var rule: Rule?
  public var method: String?
}

/// The rule under which a whole history is replayed.
struct LabBody: Codable {
  let rule: Rule
}

extension API {
  /// `POST /v1/questions/{id}/whatif`: what the verdict would have been otherwise.
  static func whatIf(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(WhatIfBody.self)
    try RuleText.needsNothingElse(request.call.body, body)
    let suppositions: [Supposition] = [
      body.without.map { .without($0) }, body.rule.map { .rule($0) },
      body.method.map { .method($0) },
    ].compactMap { $0 }
    guard let supposition = suppositions.first, suppositions.count == 1 else {
      throw Refusal.invalid(field: "rule", reason: "give one of without, rule and method")
    }
    return try .json(
      await request.desk.whatIf(
        request.caller, ID(request.name("id")), supposition,
        progress: request.call.progress ?? { _, _ in }))
  }

  /// `POST /v1/audit/whatif`: what the whole history would have come to under another rule.
  static func lab(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(LabBody.self)
    try RuleText.needsNothingElse(request.call.body, body)
    return try .json(
      await request.desk.whatIf(
        request.caller, rule: body.rule, progress: request.call.progress ?? { _, _ in }))
  }

  /// `GET /v1/community/rule`: the rule in force, and the one that waits for a second person.
  static func rule(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.rule(request.caller))
  }

  /// `POST /v1/community/rule/proposals`: proposes another rule.
  static func proposeRule(_ request: Endpoint.Request) async throws -> Reply {
    let rule = try request.body(Rule.self)
    try RuleText.needsNothingElse(request.call.body, rule)
    return try .json(await request.desk.propose(request.caller, rule), status: 201)
  }

  /// `POST /v1/community/rule/proposals/{id}/approve`: the second person's word.
  static func approveRule(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.approve(request.caller, ID(request.name("id"))))
  }
}

/// A rule as it is sent.
enum RuleText {
  /// Refuses a field at any depth that nobody knows: a misspelt `otherwise` must not pass.
  static func needsNothingElse(_ sent: [UInt8], _ read: some Encodable) throws {
    let known = try JSON(parsing: JSONEncoder().encode(read))
    guard !sent.isEmpty, let path = extra(try JSON(parsing: sent), known, []) else { return }
    throw Refusal.invalid(field: path.joined(separator: "."), reason: "it is not known here")
  }

  private static func extra(_ sent: JSON, _ known: JSON, _ path: [String]) -> [String]? {
    switch (sent, known) {
    case (.object(let members), .object):
      for member in members {
        let own = path + [member.name]
        guard let other = known[member.name] else {
          if member.value == .null { continue }
          return own
        }
        if let found = extra(member.value, other, own) { return found }
      }
    case (.array(let items), .array(let others)):
      for (place, pair) in zip(items, others).enumerated() {
        if let found = extra(pair.0, pair.1, path + [String(place)]) { return found }
      }
    default: break
    }
    return nil
  }
}
