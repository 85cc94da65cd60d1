import Foundation
public import Witan

/// A refusal as RFC 9457 `application/problem+json`.
public struct Problem: Codable, Equatable, Sendable, Error {
  /// `about:blank`; programs go by `code`.
  public let type: String
  /// The status in words.
  public let title: String
  public let status: Int
  /// The refusal's stable code.
  public let code: String
  /// One sentence: what is wrong and what to do.
  public let detail: String
  /// The field at fault.
  public private(set) var field: String?
  /// What the community says to who cannot ask now: where a question was refused for no fault of
  /// its own, by a limit or as the server is busy.
  public internal(set) var emergencyText: String?
  /// The request's name, by which it is found in the server's log; nil on a data folder.
  public private(set) var request: String?
  /// More fields of the reply's header; no part of the body.
  private(set) var header: [String: String] = [:]

  private enum CodingKeys: String, CodingKey {
    case type, title, status, code, detail, field, emergencyText, request
  }

  /// A refusal as a problem.
  public init(_ refusal: Refusal) {
    let (status, title) =
      switch refusal.sort {
      case .invalid: (422, "Unprocessable content")
      case .tooLarge: (413, "Content too large")
      case .notSignedIn: (401, "Unauthorized")
      case .notAllowed: (403, "Forbidden")
      case .notFound: (404, "Not found")
      case .conflict: (409, "Conflict")
      case .unavailable: (503, "Service unavailable")
      }
    self.init(
      status, title, code: refusal.code, refusal.sentence, field: refusal.field,
      header: status == 503 ? ["Retry-After": Self.patience(refusal)] : [:])
  }

  /// How many seconds to wait before trying again: what is busy is so for moments, what cannot be
  /// reached must be looked after by somebody.
  private static func patience(_ refusal: Refusal) -> String {
    if case .busy = refusal { "2" } else { "30" }
  }

  /// A problem of HTTP itself, such as a method that a path does not have.
  public init(_ status: Int, _ title: String, code: String, _ detail: String, field: String? = nil)
  {
    self.init(status, title, code: code, detail, field: field, header: [:])
  }

  /// A problem with more fields of the header.
  init(
    _ status: Int, _ title: String, code: String, _ detail: String, field: String? = nil,
    header: [String: String]
  ) {
    type = "about:blank"
    self.title = title
    self.status = status
    self.code = code
    self.detail = detail
    self.field = field
    self.header = header
  }

  /// What was thrown as a problem; a fault that is no refusal goes to the log, and two words to the
  /// caller.
  init(_ error: any Error, log: (any Error) -> Void) {
    switch error {
    case let refusal as Refusal: self.init(refusal)
    case let problem as Problem: self = problem
    default:
      log(error)
      self = .internal
    }
  }

  /// The same of a request with this name.
  func of(_ request: String) -> Problem {
    var problem = self
    problem.request = request
    return problem
  }

  /// The same with this field at fault, where what refused it knows its content alone.
  func of(field: String) -> Problem {
    var problem = self
    problem.field = field
    return problem
  }

  /// Something went wrong that is not the caller's fault; what it was stands in the log.
  public static let `internal` = Problem(
    500, "Internal error", code: "internal", "Internal error.")

  /// The problem as a reply.
  public var reply: Reply {
    var header = self.header
    header["Cache-Control"] = "no-store"
    if status == 401 { header["WWW-Authenticate"] = "Bearer" }
    return Reply(
      status: status, mediaType: "application/problem+json",
      body: (try? JSONText.bytes(self)) ?? [], header: header)
  }
}
