public import Witan

/// A new member as they are sent.
public struct MemberBody: Codable, Sendable {
  public var handle: String
  public var name: String
  public var roles: [Role]
  public var subjects: [String]?
  public var home: String?
  public var languages: [String]?
  /// An IANA time zone; UTC when absent.
  public var zone: String?
  /// Quiet hours of local time, `22:30-06:00`.
  public var quiet: String?
  /// Questions a day; 40 when absent.
  public var budget: Int?
  /// A household, clinic or shared account, whose people are not asked together.
  public var group: String?
  /// Whether it is a program, which answers nothing.
  public var program: Bool?
  /// What the first token is for; everything when absent, which no program may have.
  public var scopes: [Scope]?

  /// Takes the fields as they are.
  public init(
    handle: String, name: String, roles: [Role], subjects: [String]?, home: String?,
    languages: [String]?, zone: String?, quiet: String?, budget: Int?, group: String? = nil,
    program: Bool? = nil, scopes: [Scope]? = nil
  ) {
    self.group = group
    (self.program, self.scopes) = (program, scopes)
    self.handle = handle
    self.name = name
    self.roles = roles
    self.subjects = subjects
    self.home = home
    self.languages = languages
    self.zone = zone
    self.quiet = quiet
    self.budget = budget
  }

  /// The member as the desk takes them.
  public func member() throws -> NewMember {
    NewMember(
      handle: handle, name: name, roles: roles, subjects: (subjects ?? []).map { ID($0) },
      home: try homePlace(), languages: languages ?? [],
      availability: Availability(
        zone: zone ?? "UTC", quiet: quiet, budgetPerDay: budget ?? 40), group: group,
      isProgram: program ?? false)
  }

  private func homePlace() throws -> Place? {
    guard let home, !home.isEmpty else { return nil }
    do { return try Place(home) } catch { throw Problem(error).of(field: "home") }
  }
}

/// A member and the token made for them, which is shown this once.
public struct Joined: Codable, Sendable {
  public let handle: String
  public let id: String
  public let token: String

  /// Takes what `member add` gives.
  public init(handle: String, id: String, token: String) {
    self.handle = handle
    self.id = id
    self.token = token
  }
}

/// A subject as it is sent; its taxonomy comes as the file `taxonomy` of a form.
public struct SubjectBody: Codable, Sendable {
  public var id: String
  public var title: String

  /// Takes the fields as they are.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }
}

/// What is said where nobody could be reached.
public struct EmergencyTextBody: Codable, Sendable {
  public var text: String

  /// Takes the text as it is.
  public init(text: String) { self.text = text }
}

extension API {
  /// `GET /v1/community/emergency-text`: what is said where nobody could be reached.
  static func emergencyText(_ request: Endpoint.Request) async throws -> Reply {
    try .json(EmergencyTextBody(text: await request.desk.emergencyText(request.caller)))
  }

  /// `PUT /v1/community/emergency-text`: writes it.
  static func setEmergencyText(_ request: Endpoint.Request) async throws -> Reply {
    let text = try request.body(EmergencyTextBody.self).text
    return try .json(
      EmergencyTextBody(text: await request.desk.setEmergencyText(request.caller, text)))
  }

  /// `GET /v1/me`: the caller.
  static func whoAmI(_ request: Endpoint.Request) async throws -> Reply {
    try .json(
      await request.desk.member(request.caller, handle: request.caller.member.handle ?? ""))
  }

  /// `GET /v1/subjects`: all subjects.
  static func subjects(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: await request.desk.subjects()) { $0.id.text }.reply
  }

  /// `POST /v1/subjects`: defines a subject, as JSON or as a form with its taxonomy.
  static func defineSubject(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(SubjectBody.self)
    let taxonomy = try request.call.files.first { $0.field == "taxonomy" }?.content.bytes()
    return try .json(
      await request.desk.defineSubject(
        request.caller, id: body.id, title: body.title, taxonomy: taxonomy), status: 201)
  }

  /// `GET /v1/members`: all members.
  static func members(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: await request.desk.members(request.caller)) { $0.id }.reply
  }

  /// `GET /v1/members/{handle}`: one member.
  static func member(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.member(request.caller, handle: request.name("handle")))
  }

  /// `POST /v1/members`: adds a member, with a first token.
  static func join(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(MemberBody.self)
    let joined = try await request.desk.join(
      request.caller, body.member(), scopes: body.scopes)
    return try .json(
      Joined(handle: body.handle, id: joined.member.id.text, token: joined.token), status: 201)
  }
}
