import Foundation
import Witan
import WitanHTTP

/// The way to a community: through its data folder, or through its server. Every command is one or
/// more calls of the API and works the same through both.
protocol Door: Sendable {
  /// Makes a call; gives the reply, refusals included.
  func call(_ call: Call) async throws -> Reply
  /// Looks whenever a question may have changed, until the look says that it has seen enough.
  ///
  /// - Parameter stays: whether also after it closed, as a verdict may be recalled.
  func follow(_ question: String, stays: Bool, _ look: () async throws -> Bool) async throws
}

/// A name on the command line that becomes a part of a path.
enum PathName {
  /// The name, if anything can bear it; names are ASCII letters, digits, `-`, `.` and `_`.
  static func checked(_ name: String, kind: String) throws -> String {
    let isName =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 45, 46, 95, 48...57, 65...90, 97...122: true
        default: false
        }
      }
    guard isName, name != ".", name != ".." else {
      throw Refusal.notFound(kind: kind, name: name)
    }
    return name
  }

  /// The path of a question, `/v1/questions/ID/rest`.
  static func question(_ id: String, _ rest: String = "") throws -> String {
    "/v1/questions/\(try checked(id, kind: "question"))" + (rest.isEmpty ? "" : "/\(rest)")
  }

  /// The path of a badge.
  static func badge(_ id: String, _ rest: String) throws -> String {
    "/v1/badges/\(try checked(id, kind: "badge"))/\(rest)"
  }

  /// The path of a member.
  static func member(_ handle: String, _ rest: String = "") throws -> String {
    "/v1/members/\(try checked(handle, kind: "member"))" + (rest.isEmpty ? "" : "/\(rest)")
  }
}

extension Call {
  /// A call that sends a value as JSON.
  static func post(
    _ path: String, _ body: some Encodable, query: [String: String] = [:],
    files: [UploadedFile] = [], progress: (@Sendable (Int, Int) -> Void)? = nil,
    faults: (@Sendable (AuditFault) throws -> Void)? = nil
  ) throws -> Call {
    Call(
      .post, path, query: query, body: try JSONText.bytes(body), files: files, progress: progress,
      faults: faults)
  }
}
