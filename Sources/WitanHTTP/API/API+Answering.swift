public import Witan

/// An answer as it is sent.
public struct AnswerBody: Codable, Sendable {
  /// Any name of the taxon; absent for "can't tell".
  public var taxon: String?
  public var confidence: Confidence?
  public var note: String?
  /// Whether to have it counted, marked, although the lease has ended.
  public var late: Bool?
  /// Must be true where there is no taxon, so that nobody says "can't tell" by a slip.
  public var cannotTell: Bool?

  /// Takes the fields as they are.
  public init(
    taxon: String?, confidence: Confidence?, note: String?, late: Bool?, cannotTell: Bool?
  ) {
    self.taxon = taxon
    self.confidence = confidence
    self.note = note
    self.late = late
    self.cannotTell = cannotTell
  }
}

/// What a question is handed over with.
public struct HandOverBody: Codable, Sendable {
  /// The handle of another expert of the subject.
  public var to: String
  /// `no-time` when absent.
  public var reason: HandOverReason?

  /// Takes the fields as they are.
  public init(to: String, reason: HandOverReason?) {
    self.to = to
    self.reason = reason
  }
}

/// An expert's queue.
public struct QueueSheet: Codable, Sendable {
  /// What awaits their answer, what they are worth most for first.
  public let items: [QuestionSheet]
  /// What closed within the last hour while they held it, the latest first.
  public let released: [QuestionSheet]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: String?
}

extension API {
  /// `GET /v1/queue`: what awaits the caller's answer, and what no longer does.
  static func queue(_ request: Endpoint.Request) async throws -> Reply {
    let (desk, caller) = (request.desk, try request.caller)
    let page = try request.page(of: await desk.queue(caller)) { $0.id }
    let sheet = QueueSheet(
      items: page.items, released: try await desk.released(caller), next: page.next)
    return try .json(sheet, header: page.link)
  }

  /// `POST /v1/queue/take`: takes what the caller is worth most for.
  static func takeNext(_ request: Endpoint.Request) async throws -> Reply {
    try .atWork(await request.desk.take(request.caller))
  }

  /// `POST /v1/questions/{id}/take`: takes this question.
  static func take(_ request: Endpoint.Request) async throws -> Reply {
    try .atWork(await request.desk.take(request.caller, ID(request.name("id"))))
  }

  /// `POST /v1/questions/{id}/extend`: gives more time for a question that is held.
  static func extend(_ request: Endpoint.Request) async throws -> Reply {
    try .atWork(await request.desk.extend(request.caller, ID(request.name("id"))))
  }

  /// `POST /v1/questions/{id}/hand-over`: gives the question to another expert.
  static func handOver(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(HandOverBody.self)
    return try .json(
      await request.desk.handOver(
        request.caller, ID(request.name("id")), to: body.to, reason: body.reason ?? .noTime))
  }

  /// `POST /v1/questions/{id}/answers`: gives an answer, or says that one cannot tell.
  static func answer(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(AnswerBody.self)
    guard (body.taxon == nil) == (body.cannotTell ?? false) else {
      throw Refusal.invalid(
        field: "taxon", reason: "give either a taxon or \"cannotTell\": true")
    }
    let answer = NewAnswer(
      taxon: body.taxon, confidence: body.confidence ?? .think, note: body.note,
      acceptsLate: body.late ?? false)
    return try .json(
      await request.desk.answer(request.caller, ID(request.name("id")), answer), status: 201)
  }

  /// `POST /v1/questions/{id}/pass`: passes the question on.
  static func pass(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let reason: PassReason? }
    let reason = try request.body(Body.self).reason ?? .noTime
    return try .json(
      await request.desk.pass(request.caller, ID(request.name("id")), reason: reason))
  }
}

extension Reply {
  /// A question to the expert who is at work on it now: told again under a key, when they may be so
  /// no more, it has the cell and the day in place of the exact spot.
  fileprivate static func atWork(_ sheet: QuestionSheet) throws -> Reply {
    var reply = try Reply.json(sheet)
    if sheet.spot?.isExact == true { reply.kept = try JSONText.bytes(sheet.withoutExactSpot) }
    return reply
  }
}
