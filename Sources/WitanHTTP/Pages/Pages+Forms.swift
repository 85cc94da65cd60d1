import HTTPTypes
import Hummingbird
import Witan

extension FormShape {
  /// A question from the page's form: choices come as the lines of one field.
  static let questionPage = FormShape(
    texts: question.texts + ["choices", onceField], flags: question.flags, file: question.file,
    fileCount: question.fileCount, fileLimitBytes: question.fileLimitBytes)
}

extension FormShape {
  /// The hidden field of a form that makes something: a name that its page drew for it alone.
  static let onceField = "once"

  /// More photos from the page's form.
  static let photosPage = FormShape(
    texts: [onceField], flags: photos.flags, file: photos.file, fileCount: photos.fileCount,
    fileLimitBytes: photos.fileLimitBytes)
}

extension AskBody {
  /// A question from the page's form.
  init(form fields: [String: String]) throws {
    var fields = fields
    let choices = fields.removeValue(forKey: "choices")
    fields[FormShape.onceField] = nil
    let keeps = fields.removeValue(forKey: "keepOriginal")
    self = try JSONText.value(AskBody.self, try JSONText.bytes(fields))
    options = choices.map(Pages.lines)
    keepOriginal = keeps.flatMap { Bool($0) }
  }
}

extension NewAnswer {
  /// An answer from the page's form: a taxon, or the button "I can't tell".
  init(form fields: [String: String]) throws(Refusal) {
    let cannotTell = fields["cannotTell"] != nil
    guard cannotTell || fields["taxon"] != nil else {
      throw .invalid(field: "taxon", reason: "name what it is, or say that you can't tell")
    }
    let confidence = fields["confidence"].map { Confidence(rawValue: $0) } ?? .think
    guard let confidence else {
      throw .invalid(field: "confidence", reason: "choose one of those given")
    }
    self.init(
      taxon: cannotTell ? nil : fields["taxon"], confidence: confidence, note: fields["note"],
      acceptsLate: fields["late"] == "yes")
  }
}

extension Pages {
  /// Does what a form asks for once, however often its button was pressed: under the name that its
  /// page drew for it, as a program's request under its key. A form without one is done each time.
  ///
  /// - Parameter link: the secret of the link that somebody without an account came by.
  static func once(
    _ visit: Visit, _ body: Intake.Body, link: String? = nil,
    _ change: @escaping @Sendable () async throws -> Reply
  ) async throws -> Reply {
    guard let key = body.fields[FormShape.onceField] else { return try await change() }
    let account: ID<Member> =
      if let link { KeyedCall.account(link: link) } else { try await visit.caller().member.id }
    let call = Call(.post, visit.request.uri.path, body: body.json, files: body.files)
    let keyed = try KeyedCall(
      key: key, call, account: account, secret: link ?? visit.credential.secret ?? "")
    return try await visit.turnstile.once.reply(keyed, change)
  }

  /// The fields of a form without files.
  static func fields(_ names: [String], _ visit: Visit) async throws -> [String: String] {
    try await Intake.form(FormShape(texts: names)).read(visit.request).fields
  }

  /// Lines that are not blank.
  static func lines(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(\.trimmedBlanks).filter { !$0.isEmpty }
  }

  /// A path of our own to go to, so that a link cannot send people elsewhere after signing in.
  static func ownPath(_ path: String?) -> String {
    if let path, ["/coverage", "/ledger", "/account", "/invitations"].contains(path) {
      return path
    }
    guard let path, path.hasPrefix("/q/") || path.hasPrefix("/ledger/"), path.utf8.count <= 200,
      path.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 92 })
    else { return "/" }
    return path
  }

  /// Sends the browser to another page of ours.
  static func redirect(_ path: String, cookie: String? = nil) -> Reply {
    var header = ["Location": path, "Cache-Control": "no-store"]
    if let cookie { header["Set-Cookie"] = cookie }
    return Reply(status: 303, mediaType: "text/plain; charset=utf-8", body: [], header: header)
  }
}
