public import Witan

/// A steward's wish for the routing of a question as it is sent.
public struct RouteWishBody: Codable, Sendable {
  /// The handle of an expert of the subject.
  public var expert: String
  public var wish: RouteWish
  /// Why; it is recorded.
  public var ground: String

  /// Takes the fields as they are.
  public init(expert: String, wish: RouteWish, ground: String) {
    self.expert = expert
    self.wish = wish
    self.ground = ground
  }
}

/// A member's times as they are sent; what is absent stays as in `Availability`'s defaults.
public struct AvailabilityBody: Codable, Sendable {
  /// An IANA time zone; UTC when absent.
  public var zone: String?
  /// Quiet hours of local time, `22:30-06:00`; none when absent.
  public var quiet: String?
  /// Questions a day; 40 when absent.
  public var budget: Int?
  /// On leave until then; not when absent.
  public var awayUntil: Instant?

  /// Takes the fields as they are.
  public init(zone: String?, quiet: String?, budget: Int?, awayUntil: Instant?) {
    self.zone = zone
    self.quiet = quiet
    self.budget = budget
    self.awayUntil = awayUntil
  }
}

/// The languages that a member reads, as they are sent.
public struct LanguagesBody: Codable, Sendable {
  /// BCP 47 tags; none for all languages.
  public var languages: [String]

  /// Takes the field as it is.
  public init(languages: [String]) { self.languages = languages }
}

/// The group that a member belongs to, as it is sent.
public struct GroupBody: Codable, Sendable {
  /// Absent for none.
  public var group: String?

  /// Takes the field as it is.
  public init(group: String?) { self.group = group }
}

extension API {
  /// `PUT /v1/members/{handle}/languages`: sets which languages a member reads.
  static func setLanguages(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(LanguagesBody.self)
    return try .json(
      await request.desk.setLanguages(
        request.caller, handle: request.name("handle"), body.languages))
  }

  /// `PUT /v1/members/{handle}/group`: puts a member into a group, or takes them out of it.
  static func setGroup(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(GroupBody.self)
    return try .json(
      await request.desk.setGroup(request.caller, handle: request.name("handle"), body.group))
  }

  /// `POST /v1/questions/{id}/route`: has somebody asked, or kept from a question.
  static func steer(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(RouteWishBody.self)
    return try .json(
      await request.desk.steer(
        request.caller, ID(request.name("id")), body.wish, handle: body.expert,
        ground: body.ground))
  }

  /// `POST /v1/members/{handle}/availability`: sets when a member may be asked.
  static func setAvailability(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(AvailabilityBody.self)
    let availability = Availability(
      zone: body.zone ?? "UTC", quiet: body.quiet, budgetPerDay: body.budget ?? 40,
      awayUntil: body.awayUntil)
    return try .json(
      await request.desk.setAvailability(
        request.caller, handle: request.name("handle"), availability))
  }
}
