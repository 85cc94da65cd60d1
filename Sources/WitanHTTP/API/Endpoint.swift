import Witan

/// One row of the API's table: a method, a path, who may come in, and the handler.
struct Endpoint: Routed, Sendable {
  let method: Call.Method
  /// Parts in braces are names: `/v1/questions/{id}`.
  let pattern: PathPattern
  /// Who may come in; `anybody` needs no token.
  let door: Door
  /// What a token for less than everything must be for; nil where none will do.
  let scope: Scope?
  /// The form that may come in place of JSON; nil for none.
  let form: FormShape?
  /// Whether it leaves the record as it is although it is no `GET`: its body says what to read.
  let isReading: Bool
  /// For how long a reply of it is kept under a key.
  let replies: ReplyLife
  /// The fields that its query may have; nil where the handler itself refuses others.
  let query: Set<String>?
  /// Of a change that needs no account, what in its body nobody else knows: under it a reply may
  /// be kept. Nil for all others.
  let secret: (@Sendable (Request) throws -> String)?
  let handler: @Sendable (Request) async throws -> Reply

  /// Who may come in. The desk checks again what concerns single questions.
  enum Door: Sendable, Equatable {
    case anybody
    case member
    case roles([Role])
  }

  /// A call that found its endpoint.
  struct Request: Sendable {
    let call: Call
    let desk: Desk
    /// Nil at the door `anybody`.
    let member: Caller?
    /// The values of the path's names.
    let names: [String: String]

    /// The caller; the door has let nobody in without one.
    var caller: Caller {
      get throws {
        guard let member else { throw Refusal.notSignedIn }
        return member
      }
    }

    /// A value of the path.
    func name(_ key: String) -> String { names[key] ?? "" }

    /// The body as JSON of this shape.
    func body<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try JSONText.value(type, call.body)
    }

    /// True or false in the query; false when absent.
    func flag(_ key: String) throws -> Bool {
      guard let text = call.query[key] else { return false }
      guard let flag = Bool(text) else {
        throw Refusal.invalid(field: key, reason: "\"\(text)\" is neither true nor false")
      }
      return flag
    }

    /// A whole number in the query.
    func number(_ key: String) throws -> Int? {
      guard let text = call.query[key] else { return nil }
      guard let number = Int(text) else {
        throw Refusal.invalid(field: key, reason: "\"\(text)\" is no whole number")
      }
      return number
    }
  }

  /// A row of the table.
  init(
    _ method: Call.Method, _ path: String, _ door: Door, _ scope: Scope?,
    form: FormShape? = nil, isReading: Bool = false, replies: ReplyLife = .untilErasure,
    query: Set<String>? = [], secret: (@Sendable (Request) throws -> String)? = nil,
    _ handler: @escaping @Sendable (Request) async throws -> Reply
  ) {
    self.method = method
    pattern = PathPattern(path)
    self.door = door
    self.scope = scope
    self.form = form
    self.isReading = isReading || method == .get
    self.replies = replies
    self.query = query
    self.secret = secret
    self.handler = handler
  }
}

extension Endpoint {
  /// The fields by which all lists come in pages.
  static let paging: Set = ["cursor", "limit"]

  /// Refuses a field that it does not know: a misspelt filter must not seem to have found nothing
  /// to leave out.
  func checkQuery(_ sent: [String: String]) throws(Refusal) {
    if let query { try Self.check(sent, knows: query) }
  }

  /// The same, of the fields that are known.
  static func check(_ sent: [String: String], knows query: Set<String>) throws(Refusal) {
    guard let unknown = sent.keys.filter({ !query.contains($0) }).min() else { return }
    let known = query.sorted().joined(separator: ", ")
    throw .invalid(
      field: String(unknown.prefix(80)),
      reason: "it is not known here; "
        + (known.isEmpty ? "this has no filters" : "known are \(known)"))
  }

  /// The member who may come in with what they came with, nil where anybody may.
  func admit(_ caller: () async throws -> Caller) async throws -> Caller? {
    try await door.admit(caller, for: scope)
  }
}

extension Endpoint.Door {
  /// The member at the door, nil where anybody may come in; refuses whom the door does not let in.
  func admit(_ caller: () async throws -> Caller) async throws -> Caller? {
    if self == .anybody { return nil }
    let known = try await caller()
    if case .roles(let roles) = self { try known.needs(anyOf: roles) }
    return known
  }

  /// The same, and refuses a token that is for less than everything and not for this.
  func admit(_ caller: () async throws -> Caller, for scope: Scope?) async throws -> Caller? {
    let known = try await admit(caller)
    try known?.needs(scope)
    return known
  }
}

extension Reply {
  /// A value as JSON.
  static func json(
    _ value: some Encodable, status: Int = 200, header: [String: String] = [:]
  ) throws -> Reply {
    Reply(
      status: status, body: try JSONText.bytes(value),
      header: header.merging(["Cache-Control": "no-store"]) { first, _ in first })
  }

  /// A plain text.
  static func text(
    _ text: String, mediaType: String = "text/plain; charset=utf-8", status: Int = 200
  ) -> Reply {
    Reply(
      status: status, mediaType: mediaType, body: Array(text.utf8),
      header: ["Cache-Control": "no-cache"])
  }
}
