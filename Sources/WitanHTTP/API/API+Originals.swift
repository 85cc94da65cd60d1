import Witan

/// What a photo as it came is wanted for.
public struct OriginalBody: Codable, Sendable {
  /// The reason; it is recorded. Who sent the photo need give none.
  public let ground: String?

  /// Takes the reason as it is.
  public init(ground: String?) { self.ground = ground }
}

extension API {
  /// `POST /v1/questions/{id}/photos/{name}/original`: the photo as it left the telephone, for its
  /// asker, and for an auditor with a reason.
  static func original(_ request: Endpoint.Request) async throws -> Reply {
    let ground =
      try request.call.body.isEmpty ? nil : request.body(OriginalBody.self).ground
    return .original(
      try await request.desk.original(
        request.caller, ID(request.name("id")), ofPhoto: request.name("name"), ground: ground),
      ofPhoto: request.name("name"))
  }
}

extension Reply {
  /// Bytes of a stranger's: to be put on a disk, and by no browser to be shown, or guessed at
  /// (`Protection` says `nosniff` with every reply).
  ///
  /// Its name is the photo's, which tells no place and no telephone.
  static func original(_ file: OriginalFile, ofPhoto name: String) -> Reply {
    let stem = name.split(separator: ".").first ?? "photo"
    return Reply(
      mediaType: fileType, body: file.bytes,
      header: [
        "Cache-Control": "no-store",
        "Content-Disposition": "attachment; filename=\"original-\(stem.prefix(12)).bin\"",
      ], held: file.seat)
  }

  /// The type of what nobody is to look into.
  static let fileType = "application/octet-stream"
}
