import Hummingbird
import Witan

/// What the forms do that keep, pass or hand over a question, and add to it.
extension Pages {
  /// Passes a question on.
  func pass(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let reason = try await Self.fields(["reason"], visit)["reason"] ?? ""
    guard let reason = PassReason(rawValue: reason) else { throw Self.noReason }
    _ = try await visit.desk.pass(caller, ID(visit.name("id")), reason: reason)
    return Self.redirect("/")
  }

  /// Gives more time for a question.
  func extend(_ visit: Visit) async throws -> Reply {
    let sheet = try await visit.desk.extend(try await visit.caller(), ID(visit.name("id")))
    return Self.redirect("/q/\(sheet.id)")
  }

  /// Hands a question over to another expert.
  func handOver(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let fields = try await Self.fields(["to", "reason"], visit)
    guard let reason = HandOverReason(rawValue: fields["reason"] ?? "") else {
      throw Self.noReason
    }
    let heir = (fields["to"] ?? "").trimmedBlanks
    _ = try await visit.desk.handOver(caller, ID(visit.name("id")), to: heir, reason: reason)
    return Self.redirect("/")
  }

  /// Adds photos to the reader's own question.
  func addPhotos(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let body = try await Intake.form(.photosPage).read(visit.request)
    return try await Self.once(visit, body) {
      let sheet = try await visit.desk.addPhotos(
        caller, ID(visit.name("id")), body.files.map(\.content),
        keepsOriginals: body.fields["keepOriginal"] == "true")
      return Self.redirect("/q/\(sheet.id)")
    }
  }

  /// Gives a photo as it came, as a file.
  func original(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let fields = try await Self.fields(["photo", "ground"], visit)
    let name = fields["photo"] ?? ""
    return .original(
      try await visit.desk.original(
        caller, ID(visit.name("id")), ofPhoto: name, ground: fields["ground"]), ofPhoto: name)
  }

  private static let noReason = Refusal.invalid(
    field: "reason", reason: "choose one of those given")
}
