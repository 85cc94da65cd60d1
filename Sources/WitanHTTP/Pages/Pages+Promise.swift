import HTTPTypes
import Hummingbird
import Witan

extension Pages {
  /// `POST /ask/who`: the page to ask on, with who is there for what was chosen; nothing is asked.
  /// A form, not an address, as the question's text comes with it and belongs in no log.
  func whoIsThere(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let fields = try await Intake.form(.questionPage).read(visit.request).fields
    // Who is there can be asked before anything was written.
    let body = try AskBody(form: fields.merging(["text": "?"]) { given, _ in given })
    let sheet = try await visit.desk.promise(caller, body.question)
    let draft = AskDraft(fields, promise: sheet)
    let view = try await HomeView(caller, desk: visit.desk, draft: draft)
    return page("home", view, title: "Who is there?", who: caller.member)
  }
}

/// The form to ask with as it was filled in, and what was promised for it.
struct AskDraft {
  var text = ""
  var subject = ""
  var place = ""
  var spot = ""
  var language = ""
  var urgency = Urgency.emergency
  var choices = ""
  var keepsOriginals = false
  /// Who is there, in sentences; nil where nobody asked.
  var promise: String?
  /// What to do where nobody is.
  var emergencyText: String?

  /// An empty form.
  init() {}

  /// A form that comes back; photos must be chosen again, as browsers let nobody fill them in.
  init(_ fields: [String: String], promise sheet: PromiseSheet) {
    text = fields["text"] ?? ""
    subject = fields["subject"] ?? ""
    place = fields["place"] ?? ""
    spot = fields["spot"] ?? ""
    language = fields["language"] ?? ""
    urgency = fields["urgency"].flatMap { Urgency(rawValue: $0) } ?? .emergency
    choices = fields["choices"] ?? ""
    keepsOriginals = fields["keepOriginal"] == "true"
    promise = sheet.sentence
    emergencyText = sheet.emergencyText
  }

  var isEmergency: Bool { urgency == .emergency }
  var isToday: Bool { urgency == .today }
  var isWhenever: Bool { urgency == .whenever }
}
