import Witan

/// What a member finds when they come: what awaits them, a form to ask, and their questions.
struct HomeView {
  /// One question of a list.
  struct Line {
    let id: String
    let text: String
    let place: String
    let when: String
    let state: String
    /// `open`, `settled` or `unclear`, for the style.
    let tone: String
  }

  /// A subject to ask about.
  struct Choice { let id: String, title: String, isChosen: Bool }

  /// The member's own questions whose recall they have yet to acknowledge.
  let recalls: [Line]
  let hasRecalls: Bool
  let isExpert: Bool
  let isAsker: Bool
  /// Whether coverage is for them to see.
  let seesCoverage: Bool
  let queue: [Line]
  let hasQueue: Bool
  /// What closed while the member held it, for a while.
  let released: [Line]
  let hasReleased: Bool
  let subjects: [Choice]
  let hasSubjects: Bool
  /// Whether there are subjects whose questions bring their own choices.
  let hasOptions: Bool
  let questions: [Line]
  let hasQuestions: Bool
  let listTitle: String
  let photoLimit = NewQuestion.photoLimit
  /// The name under which the form to ask with is carried out once.
  let once: String
  /// What the form to ask with holds.
  let text: String
  let place: String
  let spot: String
  let language: String
  let choices: String
  /// Whether the box is ticked that says that photos be kept as they came, too.
  let keepsOriginals: Bool
  let isEmergency: Bool
  let isToday: Bool
  let isWhenever: Bool
  /// Who is there for it, where the member asked; and what to do where nobody is.
  let promise: String?
  let emergencyText: String?

  /// Gathers what concerns a member.
  init(_ caller: Caller, desk: Desk, draft: AskDraft = AskDraft()) async throws {
    once = desk.secret("wf")
    (text, place, spot, choices) = (draft.text, draft.place, draft.spot, draft.choices)
    (language, keepsOriginals) = (draft.language, draft.keepsOriginals)
    (isEmergency, isToday, isWhenever) = (draft.isEmergency, draft.isToday, draft.isWhenever)
    (promise, emergencyText) = (draft.promise, draft.emergencyText)
    let member = caller.member
    recalls = try await desk.recalls(caller).map(Line.init)
    hasRecalls = !recalls.isEmpty
    isExpert = member.isOne(of: .expert)
    isAsker = member.isOne(of: .asker, .steward)
    let seesAll = member.isOne(of: .auditor, .steward)
    seesCoverage = seesAll
    queue = isExpert ? try await desk.queue(caller).map(Line.init) : []
    hasQueue = !queue.isEmpty
    released = isExpert ? try await desk.released(caller).map(Line.init) : []
    hasReleased = !released.isEmpty
    let subjects = isAsker ? try await desk.subjects() : []
    self.subjects = subjects.map {
      Choice(id: $0.id.text, title: $0.title, isChosen: $0.id.text == draft.subject)
    }
    hasSubjects = !subjects.isEmpty
    hasOptions = subjects.contains { $0.taxonomy == nil }
    questions =
      isAsker || seesAll
      ? try await desk.questions(caller, before: nil, limit: 20).map(Line.init) : []
    hasQuestions = !questions.isEmpty
    listTitle = seesAll ? "The latest questions" : "My questions"
  }
}

extension HomeView.Line {
  fileprivate init(_ sheet: QuestionSheet) {
    id = sheet.id
    let text = sheet.text ?? "(erased)"
    self.text = text.count > 90 ? "\(text.prefix(90))…" : text
    place = sheet.placeName ?? ""
    when = sheet.asked(\.forPeople)
    let isAnsweredLate = sheet.unansweredAt != nil && sheet.answers?.isEmpty == false
    let mayCome = sheet.opening != nil && sheet.mine == nil && sheet.answers == nil
    state =
      sheet.mine.flatMap(Self.state)
      ?? (mayCome ? "open to all" : isAnsweredLate ? "answered late" : Self.state(sheet.phase))
    tone = sheet.phase.isOpen ? "open" : sheet.phase == .settled ? "settled" : "unclear"
  }

  /// What the reader has to do with it, where it awaits them.
  private static func state(_ mine: AssignmentSheet) -> String? {
    switch mine.state {
    case "offered": "for you"
    case "held": mine.remindedAt == nil ? "you have it" : "you have it: ends soon"
    default: nil
    }
  }

  private static func state(_ phase: Phase) -> String {
    switch phase {
    case .gathering: "being asked"
    case .provisional: "first answer"
    case .settled: "settled"
    case .split: "experts differ"
    case .unsettled: "not settled"
    }
  }
}
