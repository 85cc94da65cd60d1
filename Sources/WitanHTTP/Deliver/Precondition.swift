import HTTPTypes
import Hummingbird
import Witan

/// `If-Match` (RFC 9110 13.1.1): a change is made only to the representation that the client has.
///
/// It is that of the nearest path above the change that can be read: for
/// `POST /v1/questions/{id}/answers` the question. Nothing comes between the comparison and the
/// change.
struct Precondition {
  private let wanted: String?
  /// Whether the change takes the place of what is there, and could overwrite another's.
  private let replaces: Bool
  private let path: String
  private let desk: Desk
  private let member: Caller?

  /// Reads what the request asks for.
  init(_ visit: Visit) {
    let fields = visit.request.headers[values: .ifMatch]
    wanted = fields.isEmpty ? nil : fields.joined(separator: ",")
    replaces = visit.request.method == .put
    (path, desk, member) = (visit.request.uri.path, visit.desk, visit.member)
  }

  /// Makes the change if the condition holds, else refuses it with 412; one that takes the place of
  /// what is there and has no condition, with 428 (RFC 6585 3). `*` overwrites whatever is there.
  func guarding(_ change: @Sendable () async throws -> Reply) async throws -> Reply {
    guard let wanted else {
      guard !replaces else { throw Problem.unconditional }
      return try await change()
    }
    if replaces, wanted.trimmedBlanks == "*" { return try await change() }
    return try await desk.whenUnchanged {
      guard let tag = try await tag(), tag.isNamed(by: wanted, weakly: false) else {
        throw Problem.changedMeanwhile
      }
    } change: {
      try await change()
    }
  }

  /// The tag of what the caller would read now; nil where there is nothing to read.
  ///
  /// Whoever may make the change may compare, by a token that is not for reading too: nothing of
  /// what is read is told but whether it has the tag that they sent.
  private func tag() async throws -> EntityTag? {
    var parts = path.split(separator: "/")
    while parts.count > 1 {
      let path = "/" + parts.joined(separator: "/")
      if let (endpoint, names) = try? API.endpoints.find("GET", path) {
        _ = try await endpoint.door.admit {
          guard let member else { throw Refusal.notSignedIn }
          return member
        }
        let request = Endpoint.Request(
          call: Call(.get, path), desk: desk, member: member, names: names)
        let reply = try await Desk.$isComparing.withValue(true) {
          try await endpoint.handler(request)
        }
        return reply.status == 200 ? EntityTag(of: reply.body) : nil
      }
      parts.removeLast()
    }
    return nil
  }
}

extension Problem {
  /// A change that could overwrite what the client has not read.
  static let unconditional = Problem(
    428, "Precondition required", code: "precondition-required",
    "Send If-Match with the ETag of what you read and change, or * to overwrite whatever is there.",
    field: "If-Match")

  /// Another representation than the client has.
  static let changedMeanwhile = Problem(
    412, "Precondition failed", code: "changed-meanwhile",
    "It is no longer as you last read it; read it again, then decide.", field: "If-Match")
}
