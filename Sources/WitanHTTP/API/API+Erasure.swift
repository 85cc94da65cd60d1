public import Witan

/// A wish for erasure as it is sent.
public struct ErasureBody: Codable, Sendable {
  public var what: What
  /// A member's handle (`member`), a question (`photo`, `original`, `text`, `outcome`), an answer
  /// (`note`).
  public var id: String
  /// The photo's name, as the question lists it; for `photo` and `original` alone.
  public var photo: String?
  /// Why; it is recorded.
  public var ground: String
  /// What becomes of older backups that hold it; `replace` when absent.
  public var backups: OldBackups?

  /// What is to be erased.
  public enum What: String, Choice {
    case member, photo, original, text, note, outcome
  }

  /// Takes the fields as they are.
  public init(
    what: What, id: String, photo: String? = nil, ground: String, backups: OldBackups? = nil
  ) {
    self.what = what
    self.id = id
    self.photo = photo
    self.ground = ground
    self.backups = backups
  }

  /// The target as the desk takes it; refuses a photo without a name.
  func target() throws -> ErasureTarget {
    if what != .photo && what != .original && photo != nil {
      throw Refusal.invalid(
        field: "photo", reason: "it goes with \"what\": \"photo\" or \"original\" alone")
    }
    switch what {
    case .member: return .member(handle: id)
    case .text: return .text(of: ID(id))
    case .note: return .note(of: ID(id))
    case .outcome: return .outcome(of: ID(id))
    case .photo, .original:
      guard let photo else {
        throw Refusal.invalid(
          field: "photo", reason: "the name of a photo that the question still has")
      }
      return what == .photo
        ? .photo(of: ID(id), name: photo) : .original(of: ID(id), name: photo)
    }
  }
}

/// A legal hold as it is sent: on a question or on a member.
public struct HoldBody: Codable, Sendable {
  public var question: String?
  /// By handle.
  public var member: String?
  /// Why; it is recorded.
  public var ground: String

  /// Takes the fields as they are.
  public init(question: String? = nil, member: String? = nil, ground: String) {
    self.question = question
    self.member = member
    self.ground = ground
  }

  /// The thing as the desk takes it; refuses none and both.
  func thing() throws -> HeldThing {
    switch (question, member) {
    case (let question?, nil): .question(ID(question))
    case (nil, let member?): .member(member)
    default: throw Refusal.invalid(field: "question", reason: "a question or a member is needed")
    }
  }
}

/// The legal holds in force.
public struct HoldList: Codable, Sendable {
  public let items: [HoldSheet]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: String?
}

extension API {
  /// `POST /v1/erasures`: erases what is personal, for good.
  static func erase(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(ErasureBody.self)
    return try .json(
      await request.desk.erase(
        request.caller, body.target(), ground: body.ground, backups: body.backups ?? .replace))
  }

  /// `GET /v1/holds`: the legal holds in force.
  static func holds(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: await request.desk.holds(request.caller)) {
      $0.question ?? $0.member ?? ""
    }.reply
  }

  /// `POST /v1/holds`: keeps a question or member from erasure.
  static func hold(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(HoldBody.self)
    return try .json(
      await request.desk.hold(request.caller, body.thing(), ground: body.ground), status: 201)
  }

  /// `POST /v1/holds/lift`: ends a legal hold.
  static func liftHold(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(HoldBody.self)
    return try .json(
      await request.desk.lift(request.caller, body.thing(), ground: body.ground))
  }
}
