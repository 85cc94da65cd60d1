public import Witan

/// A question as it is sent: JSON, or the same fields of a form with files named `photo`.
public struct AskBody: Codable, Sendable {
  public var subject: String
  public var text: String
  public var place: String?
  public var urgency: Urgency?
  public var options: [String]?
  /// The true taxon of a hidden known question; stewards only.
  public var known: String?
  /// The language of the text (BCP 47), to ask only who reads it.
  public var language: String?
  /// Where exactly it was seen, `12.9716,77.5946`, and when.
  public var spot: String?
  public var seenAt: String?
  /// Whether the photos are kept as they left the telephone, too; not when absent.
  public var keepOriginal: Bool?

  /// Takes the fields as they are.
  public init(
    subject: String, text: String, place: String? = nil, urgency: Urgency? = nil,
    options: [String]? = nil, known: String? = nil, language: String? = nil, spot: String? = nil,
    seenAt: String? = nil, keepOriginal: Bool? = nil
  ) {
    self.keepOriginal = keepOriginal
    self.language = language
    (self.spot, self.seenAt) = (spot, seenAt)
    self.subject = subject
    self.text = text
    self.place = place
    self.urgency = urgency
    self.options = options
    self.known = known
  }

  /// The question as the desk takes it.
  var question: NewQuestion {
    NewQuestion(
      subject: subject, text: text, place: place, urgency: urgency ?? .emergency,
      options: options ?? [], known: known, language: language, spot: spot, seenAt: seenAt)
  }
}

/// A page of a list.
public struct QuestionPage: Codable, Sendable {
  public let items: [QuestionSheet]
  /// What to send as `before` for the next page; nil at the end.
  public let next: String?
}

extension API {
  /// `POST /v1/questions`: asks, as JSON or as a form with photos; with `?dry-run=true` only says
  /// what the asker would be told.
  static func ask(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(AskBody.self)
    let new = body.question
    let photos = request.call.files.filter { $0.field == "photo" }.map(\.content)
    if try request.flag("dry-run") {
      return try .json(await request.desk.promise(request.caller, new, photos: photos))
    }
    let sheet = try await request.desk.ask(
      request.caller, new, photos: photos, keepsOriginals: body.keepOriginal ?? false)
    return try .json(sheet, status: 201, header: ["Location": "/v1/questions/\(sheet.id)"])
  }

  /// `GET /v1/questions`: a page of those the caller may see, the latest first.
  static func questions(_ request: Endpoint.Request) async throws -> Reply {
    let query = try QuestionQuery(request.call.query)
    let (items, next) = try await request.desk.questions(request.caller, query)
    return try .json(
      QuestionPage(items: items, next: next), header: request.link(next, under: "before"))
  }

  /// `GET /v1/questions/{id}`: the question with its verdict, now or (`as-of`) as it stood.
  static func show(_ request: Endpoint.Request) async throws -> Reply {
    if let then = request.call.query["as-of"] {
      return try .json(
        await request.desk.show(request.caller, ID(request.name("id")), asOf: then))
    }
    return try .json(await request.desk.show(request.caller, ID(request.name("id"))))
  }

  /// `GET /v1/questions/{id}/photos/{name}`: a photo, or (`width`) a smaller one made of it.
  static func photo(_ request: Endpoint.Request) async throws -> Reply {
    let width = try request.number("width").map { pixels in
      guard let width = PhotoWidth(rawValue: pixels) else {
        let known = PhotoWidth.allCases.map { String($0.rawValue) }.joined(separator: ", ")
        throw Refusal.invalid(field: "width", reason: "one of \(known)")
      }
      return width
    }
    let photo = try await request.desk.photo(
      request.caller, ID(request.name("id")), request.name("name"), width: width)
    return Reply(
      mediaType: photo.kind.mediaType, body: photo.bytes,
      header: ["Cache-Control": "private, max-age=31536000, immutable"])
  }

  /// `POST /v1/questions/{id}/photos`: adds photos, as a form.
  static func addPhotos(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let keepOriginal: Bool? }
    let photos = request.call.files.map(\.content)
    let body = request.call.body.isEmpty ? nil : try request.body(Body.self)
    return try .json(
      await request.desk.addPhotos(
        request.caller, ID(request.name("id")), photos,
        keepsOriginals: body?.keepOriginal ?? false), status: 201)
  }

  /// `POST /v1/questions/{id}/options`: adds a choice.
  static func addOption(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let option: String }
    let option = try request.body(Body.self).option
    return try .json(
      await request.desk.addOption(request.caller, ID(request.name("id")), option), status: 201)
  }

  /// `POST /v1/questions/{id}/outcome`: records what it was.
  static func outcome(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let taxon, ground: String }
    let body = try request.body(Body.self)
    return try .json(
      await request.desk.recordOutcome(
        request.caller, ID(request.name("id")), taxon: body.taxon, ground: body.ground),
      status: 201)
  }
}
