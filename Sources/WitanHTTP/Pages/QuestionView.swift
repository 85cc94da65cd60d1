import Witan

/// One question as a page: the verdict first, then what it rests on, then what the reader can do.
struct QuestionView {
  /// A photo by its address, and the addresses of smaller ones with their widths (HTML `srcset`).
  struct Photo { let address: String, smaller: String, number: Int, count: Int }

  /// A photo that is kept as it came, too.
  struct Original { let name: String, number: Int }

  /// A passing reason by name and in words.
  struct Choice { let name: String, words: String }

  let id: String
  let title: String
  let text: String
  let subject: String
  let place: String?
  /// Where and when it was seen, as exactly as this reader may know it; nil for untold.
  let spot: String?
  let urgency: String
  let asker: String?
  let askedAt: String
  let photos: [Photo]
  let originals: [Original]
  let hasOriginals: Bool
  let originalsTitle: String
  /// Whether the reader must say what they want an original for.
  let needsGround: Bool
  let isOpen: Bool
  let isSealed: Bool
  let verdict: VerdictView?
  /// That the verdict was taken back.
  let recall: RecallView?
  /// What to do where the community has no answer.
  let fallback: FallbackView?
  /// What the asker was told, while the question is open.
  let promise: String?
  /// Said in the verdict's place while there is none.
  let waiting: String?
  let answers: [AnswerView]
  let hasAnswers: Bool
  let form: AnswerForm?
  /// What the asker is asked for.
  let wishes: String?
  /// Whether they may add a photo although nobody wants one.
  let canAddPhoto: Bool
  /// Whether they may have its text and photos erased.
  let canErase: Bool
  /// Said to whoever may take it although it was not brought to them.
  let openToYou: String?
  /// Said to the asker while it is open to all, and where answers came after it had closed.
  let openToAll: String?
  let late: String?
  /// Said to whom held it when it closed.
  let released: String?
  let outcome: OutcomeSheet?
  let seesHistory: Bool
  /// While it is open and the reader is not writing an answer, the page is loaded again.
  let refreshSeconds: Int?

  /// A question as a member may see it.
  init(_ sheet: QuestionSheet, for member: Member) {
    id = sheet.id
    let text = sheet.text ?? "(This text was erased.)"
    self.text = text
    title = text.count > 60 ? "\(text.prefix(60))…" : text
    subject = sheet.subject
    place = sheet.placeName
    spot = sheet.spot?.words
    urgency = sheet.urgency.words
    asker = sheet.asker
    askedAt = sheet.asked(\.forPeople)
    photos = sheet.photos.enumerated().map { place, name in
      let address = "/v1/questions/\(sheet.id)/photos/\(name)"
      let smaller = PhotoWidth.allCases.map { "\(address)?width=\($0.rawValue) \($0.rawValue)w" }
      return Photo(
        address: address, smaller: smaller.joined(separator: ", "), number: place + 1,
        count: sheet.photos.count)
    }
    // Stewards learn that there are some, to erase them, and get none.
    let mayHave = sheet.asker == member.handle || member.isOne(of: .auditor)
    originals = sheet.photos.enumerated()
      .filter { mayHave && sheet.originals?.contains($0.element) == true }
      .map { Original(name: $0.element, number: $0.offset + 1) }
    hasOriginals = !originals.isEmpty
    originalsTitle = originals.count == 1 ? "The original file" : "The original files"
    needsGround = sheet.asker != member.handle
    isOpen = sheet.phase.isOpen
    isSealed = sheet.answers == nil
    // What the truth overturned is told in a line; somebody in a hurry must not read it again.
    let isOverturned = sheet.recall?.reason == .outcome
    verdict =
      isOverturned ? nil : sheet.verdict.map { VerdictView($0, isOpen: sheet.phase.isOpen) }
    recall = sheet.recall.map {
      RecallView($0, isAsker: sheet.asker != nil && sheet.asker == member.handle)
    }
    fallback = sheet.fallback.map { FallbackView(reason: $0.reason.words, text: $0.text) }
    promise = sheet.phase.isOpen && fallback == nil ? sheet.promise?.sentence : nil
    waiting =
      sheet.verdict == nil && !isSealed && fallback == nil ? Self.waiting(sheet) : nil
    let bits = Dictionary(
      (sheet.verdict?.reasons ?? []).map { ($0.expert, $0.bits) }, uniquingKeysWith: { $1 })
    answers = (sheet.answers ?? []).map { AnswerView($0, bits: bits[$0.expert]) }
    hasAnswers = !answers.isEmpty
    form = AnswerForm(sheet)
    wishes = sheet.canAddPhoto(member) ? sheet.photoWishes.map(forPeople(wishes:)) : nil
    canAddPhoto = sheet.canAddPhoto(member) && wishes == nil
    canErase = EraseView(sheet, for: member).hasItems
    let mayCome = sheet.opening != nil && sheet.mine == nil && isSealed
    openToYou =
      mayCome
      ? "This question is open to all who can answer it: nobody asked you, and you may take it."
      : nil
    openToAll = Self.openToAll(sheet)
    late = Self.late(sheet)
    released = (sheet.mine?.releasedAt).map {
      let end =
        sheet.phase.isOpen
        ? "A steward took this question back from you at \($0.forPeople); others answer it."
        : "This question closed at \($0.forPeople) while you had it."
      return end + " Your answer is not needed; thank you for looking."
    }
    outcome = sheet.outcome
    seesHistory = member.isOne(of: .auditor, .steward)
    refreshSeconds = sheet.phase.isOpen && form == nil ? 3 : nil
  }

  private static func openToAll(_ sheet: QuestionSheet) -> String? {
    guard let opening = sheet.opening, sheet.answers != nil else { return nil }
    return "Open to all who can answer it (\(opening.qualified)) since \(opening.at.forPeople)."
  }

  private static func late(_ sheet: QuestionSheet) -> String? {
    guard let closed = sheet.unansweredAt, sheet.answers?.isEmpty == false else { return nil }
    return "At \(closed.forPeople) this closed without an answer. What stands here came later."
  }

  private static func waiting(_ sheet: QuestionSheet) -> String {
    sheet.phase.isOpen
      ? "The experts are being asked. A first word comes by \(sheet.deadline.forPeople)."
      : "Nobody could say."
  }
}

/// What to do where the community has no answer, and why it has none.
struct FallbackView { let reason: String, text: String }

/// An answer with what it weighed.
struct AnswerView {
  let name: String
  /// What no other member has, where two have one name.
  let handle: String
  let taxon: String
  let confidence: String
  let note: String?
  let isLate: Bool
  let weight: String?
  let givenAt: String

  /// An answer, with its weight where it was counted.
  init(_ answer: AnswerSheet, bits: Double?) {
    name = answer.expertName
    handle = answer.expert
    taxon = answer.taxon ?? "can't tell"
    confidence = answer.confidence.words
    note = answer.note
    isLate = answer.isLate
    weight = bits.map(forPeople(bits:))
    givenAt = answer.givenAt.forPeople
  }
}

/// The form of an expert whose answer is awaited, or would be taken late.
struct AnswerForm {
  let options: [String]
  let hasOptions: Bool
  let isOffered: Bool
  let isLate: Bool
  let endsAt: String?
  let canPass: Bool
  /// The state in one word, for the script.
  let state: String
  let photoCount: Int
  let canExtend: Bool
  let isEndingSoon: Bool
  /// Why the expert had passed it on, where it came back with a new photo.
  let again: String?
  let handReasons = HandOverReason.allCases.map {
    QuestionView.Choice(name: $0.rawValue, words: $0.words)
  }
  let reasons = PassReason.allCases.map { QuestionView.Choice(name: $0.rawValue, words: $0.words) }

  /// Nil where no answer can be given.
  init?(_ sheet: QuestionSheet) {
    guard let mine = sheet.mine, sheet.phase.isOpen || sheet.unansweredAt != nil,
      sheet.answers == nil,
      ["offered", "held", "lapsed"].contains(mine.state)
    else { return nil }
    options = sheet.options
    hasOptions = !sheet.options.isEmpty
    isOffered = mine.state == "offered"
    isLate = mine.state == "lapsed"
    endsAt = mine.endsAt?.forPeople
    canPass = mine.state != "lapsed"
    state = mine.state
    photoCount = sheet.photos.count
    canExtend = mine.endsAt.flatMap { end in mine.holdLimit.map { end < $0 } } ?? false
    isEndingSoon = mine.remindedAt != nil
    again = mine.againFor?.words
  }
}
