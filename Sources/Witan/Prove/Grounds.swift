import Ledger

/// What the verdicts on one question depend on: found by reading the ledger once from its
/// beginning, in memory that grows with the subject's questions and members alone.
///
/// Of what was taught, only that is kept which was in force when a version was decided: what a
/// later lesson or estimate replaced had no part in it.
struct Grounds {
  /// The entries that a dossier needs.
  private(set) var kept: Set<Int> = []
  /// Of these, those whose personal payloads belong into it.
  private(set) var opened: Set<Int> = []
  /// The SHA-256 of the taxonomies and of the estimates' files that it needs.
  private(set) var taxonomies: Set<String> = []
  private(set) var estimates: Set<String> = []
  /// What each version was decided on, in order.
  private(set) var versions: [VersionInputs] = []
  /// The rule by which the last version was decided; nil before the first.
  private(set) var ruleUsed: Rule?
  /// Entries that tell of erasures, which belong to no question: index and bytes as text.
  private(set) var erasures: [(index: Int, text: String)] = []

  private let question: Question
  private let own: Set<Int>
  private var rule = Rule.first
  private var book: SkillBook
  private var estimate: (number: Int, index: Int, file: String, calibration: Calibration)?
  private var taxonomy: String?
  private var taught: [ID<Question>: (moved: SkillsMoved, index: Int, file: String?)] = [:]
  private var asked: [ID<Question>: (index: Int, region: String)] = [:]
  /// The questions of which some lesson is kept; what replaces it must be kept too.
  private var told: Set<ID<Question>> = []
  private var closed: Set<ID<Question>> = []
  private var closings: [(index: Int, question: ID<Question>)] = []
  private var members: [ID<Member>: (index: Int, home: Place?, group: String?)] = [:]
  /// Changes of groups, each with whose it was.
  private var regroupings: [(index: Int, member: ID<Member>)] = []
  private var involved: Set<ID<Member>> = []
  private var experts: [ID<Member>] = []

  /// How many entries are read at a time.
  private static let stride = 256

  /// Reads the entries of a ledger of this size.
  init(of question: Question, size: Int, on shelf: any Shelf) throws {
    self.question = question
    book = SkillBook(subject: question.subject)
    involved = [question.asker]
    own = Set(try shelf.trace(of: question.id).map(\.index).filter { $0 < size })
    (kept, opened) = (own, own)
    for start in Swift.stride(from: 0, to: size, by: Self.stride) {
      let range = start..<min(size, start + Self.stride)
      for (index, bytes) in zip(range, try shelf.entries(range)) {
        try read(bytes, index, on: shelf)
      }
    }
    for member in involved {
      guard let joined = members[member] else { continue }
      kept.insert(joined.index)
      opened.insert(joined.index)
    }
    for each in regroupings where involved.contains(each.member) { kept.insert(each.index) }
  }

  /// Takes in one entry, as far as it matters.
  private mutating func read(_ bytes: [UInt8], _ index: Int, on shelf: any Shelf) throws {
    let kind = Entry.kind(of: bytes)
    // Which rule and which key were in force, whatever such kinds there are.
    if ["rule", "key", "community"].contains(where: kind.hasPrefix) { kept.insert(index) }
    if kind.hasPrefix("erased") { erasures.append((index, String(decoding: bytes, as: UTF8.self))) }
    guard own.contains(index) || Self.kinds.contains(kind) else { return }
    let entry = try Entry(bytes: bytes)
    if own.contains(index) { follow(entry) }
    switch entry.event {
    case .ruleAdopted(let fact): rule = fact.rule
    case .subjectDefined(let fact) where fact.subject == question.subject:
      kept.insert(index)
      taxonomy = fact.taxonomy
    case .memberJoined(let fact): members[fact.member] = (index, fact.home, fact.group)
    case .groupSet(let fact):
      members[fact.member]?.group = fact.group
      regroupings.append((index, fact.member))
    case .questionAsked(let fact) where fact.subject == question.subject:
      asked[fact.question] = (index, fact.place?.region ?? "")
    case .consensusReached(let fact): try reached(fact, index)
    case .skillsMoved(let fact) where asked[fact.question] != nil: learn(fact, index, file: nil)
    case .skillsEstimated(let fact) where fact.subject == question.subject:
      try estimated(fact, index, on: shelf)
    default: break
    }
  }

  /// The kinds that matter wherever they stand.
  private static let kinds: Set<String> = [
    "ruleAdopted", "subjectDefined", "memberJoined", "questionAsked", "consensusReached",
    "skillsMoved", "skillsEstimated", "groupSet",
  ]

  /// Notes who had a part in the question.
  private mutating func follow(_ entry: Entry) {
    if let by = entry.by { involved.insert(by) }
    switch entry.event {
    case .questionDispatched(let fact): involved.formUnion(fact.offers.map(\.expert))
    case .assignmentHandedOver(let fact): involved.insert(fact.heir)
    case .openQuestionTaken(let fact): involved.insert(fact.expert)
    case .routeSteered(let fact): involved.insert(fact.expert)
    case .answerGiven(let fact):
      involved.insert(fact.expert)
      if !experts.contains(fact.expert) { experts.append(fact.expert) }
    default: break
    }
  }

  private mutating func reached(_ fact: ConsensusReached, _ index: Int) throws {
    if fact.question == question.id { settle(fact, index) }
    guard asked[fact.question] != nil, !fact.phase.isOpen,
      closed.insert(fact.question).inserted
    else { return }
    closings.append((index, fact.question))
  }

  private mutating func estimated(
    _ fact: SkillsEstimated, _ index: Int, on shelf: any Shelf
  ) throws {
    let name = Library.estimate(fact.lessons)
    guard let bytes = try shelf.attachment(name) else {
      throw AttachmentFault(name: name, reason: "it is missing")
    }
    for moved in try Canonical.value([SkillsMoved].self, bytes) {
      learn(moved, index, file: fact.lessons)
    }
    estimate = (fact.estimate, index, fact.lessons, fact.calibration)
  }

  /// Enters a lesson in place of the question's earlier one.
  private mutating func learn(_ moved: SkillsMoved, _ index: Int, file: String?) {
    let region = asked[moved.question]?.region ?? ""
    if let earlier = taught[moved.question] {
      book.learn(earlier.moved, region: region, sign: -1)
    }
    book.learn(moved, region: region, sign: 1)
    taught[moved.question] = (moved, index, file)
  }

  /// Notes what a version of the question's consensus was decided on.
  private mutating func settle(_ fact: ConsensusReached, _ index: Int) {
    if question.options.isEmpty, let taxonomy { taxonomies.insert(taxonomy) }
    if let estimate {
      kept.insert(estimate.index)
      estimates.insert(estimate.file)
    }
    for (id, lesson) in taught where matters(lesson.moved) || told.contains(id) {
      told.insert(id)
      kept.insert(lesson.index)
      if let file = lesson.file { estimates.insert(file) }
      let tellsRegion = lesson.file != nil && !lesson.moved.lessons.isEmpty
      if let asked = asked[id], !tellsRegion { kept.insert(asked.index) }
    }
    ruleUsed = rule
    let isEmergency = question.urgency == .emergency
    let founding = closings.prefix(max(0, rule.foundingQuestions))
    if !isEmergency {
      for closing in founding {
        kept.insert(closing.index)
        if let asked = asked[closing.question] { kept.insert(asked.index) }
      }
    }
    let region = question.place?.region ?? ""
    versions.append(
      VersionInputs(
        version: fact.version, entry: index, subject: question.subject, region: region,
        rule: rule.version, taxonomy: question.options.isEmpty ? taxonomy : nil,
        progress: .init(
          closed: isEmergency ? nil : founding.count, estimate: estimate?.number ?? 0,
          calibration: estimate?.calibration),
        seen: book.seen(in: region, rule: rule), experts: experts.sorted().map(snapshot)))
  }

  private func snapshot(_ expert: ID<Member>) -> VersionInputs.Expert {
    let home = members[expert]?.home
    let isHome = question.place.flatMap { place in home.map { $0.region == place.region } }
    return .init(skill: book.skill(expert), isHome: isHome, group: members[expert]?.group)
  }

  /// Whether a lesson has a part in a verdict: it teaches about somebody who answered, or tells
  /// what was found. One that teaches nothing may replace one that does.
  private func matters(_ moved: SkillsMoved) -> Bool {
    !moved.found.isEmpty || moved.lessons.isEmpty
      || moved.lessons.contains { experts.contains($0.expert) }
  }

  /// Keeps an entry that tells of an erasure.
  mutating func keep(erasure index: Int) { kept.insert(index) }
}

extension Entry {
  /// The kind of an entry by its last bytes, without reading it: canonical entries end in
  /// `"kind":"...","salt":"...","v":1}`, and all salts are equally long. Empty for anything else.
  static func kind(of bytes: [UInt8]) -> String {
    let (start, salt, end) = ("\"kind\":", "\",\"salt\":\"", "\",\"v\":1}")
    let tail = bytes.suffix(112)
    guard tail.reversed().starts(with: end.utf8.reversed()) else { return "" }
    let salted = tail.dropLast(end.utf8.count + (saltBytes * 8 + 5) / 6)
    guard salted.reversed().starts(with: salt.utf8.reversed()) else { return "" }
    let rest = salted.dropLast(salt.utf8.count)
    guard let quote = rest.lastIndex(of: UInt8(ascii: "\"")),
      rest[..<quote].reversed().starts(with: start.utf8.reversed())
    else { return "" }
    return String(decoding: rest[(quote + 1)...], as: UTF8.self)
  }
}
