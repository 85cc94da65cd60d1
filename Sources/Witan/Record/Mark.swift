import Ledger

/// Where in the ledger something is named: the index by which an auditor finds it without reading
/// all of it.
///
/// A mark is a record without content; its key says all: `e kind:answerGiven/000000000007` that
/// some entry of block 7 is of this kind, `q taxon:Daboia russelii/q-0c3k9xw5h2m4t` that this
/// question's entries name this taxon. Blocks rather than entries, as a thing that is
/// named at all is mostly named several times within one: fewer marks tell the same.
enum Mark {
  /// What every mark holds, as its key says all.
  static let body: [UInt8] = Array("1".utf8)
  /// How many entries a block has.
  static let blockSize = 128

  /// One thing that an entry names.
  enum Facet: Hashable {
    case kind(String)
    /// Who did it, or whom it concerns.
    case person(ID<Member>)
    /// A place, or one that holds it: `IN-KA` lies in `IN` and in `142`.
    case place(String)
    case taxon(String)
    /// The version of a rule.
    case rule(String)

    /// The text in the key.
    var text: String {
      switch self {
      case .kind(let name): "kind:\(name)"
      case .person(let member): "person:\(member.text)"
      case .place(let code): "place:\(code)"
      case .taxon(let name): "taxon:\(name)"
      case .rule(let version): "rule:\(version)"
      }
    }
  }

  /// The block of an entry.
  static func block(of index: Int) -> Int { index / blockSize }

  /// The key of a mark on a block.
  static func key(_ facet: Facet, block: Int) -> String {
    let digits = String(block)
    return "\(entries(facet))\(String(repeating: "0", count: max(0, 12 - digits.count)))\(digits)"
  }

  /// The key of a mark on a question.
  static func key(_ facet: Facet, _ question: ID<Question>) -> String {
    questions(facet) + question.text
  }

  /// What the keys of all marks of a facet on blocks begin with.
  static func entries(_ facet: Facet) -> String { "e \(facet.text)/" }

  /// What the keys of all marks of a facet on questions begin with.
  static func questions(_ facet: Facet) -> String { "q \(facet.text)/" }

  /// Marks what an entry names.
  static func note(_ entry: Entry, _ pen: any Pen) throws {
    let question = entry.event.question
    let place = try question.flatMap { try pen.placeCode(of: $0) }.flatMap { try? Place($0) }
    let weighed = Set(entry.event.weighed.map(Facet.taxon))
      .subtracting(entry.event.taxa.map(Facet.taxon))
    for facet in try entry.facets(at: place, on: pen) {
      try put(key(facet, block: block(of: entry.index)), pen)
      // Questions are found by what somebody said of them.
      let isSearched = facet.isSearched && !weighed.contains(facet)
      if let question, isSearched { try put(key(facet, question), pen) }
    }
  }

  private static func put(_ key: String, _ pen: any Pen) throws {
    guard try pen.record(.mark, key) == nil else { return }
    // Bytes as they are: a literal list of numbers would be taken for a value to be written as one.
    try pen.put(.mark, key, body)
  }
}

extension Mark.Facet {
  /// Whether questions are found by it: the kinds of their entries are the same for all.
  fileprivate var isSearched: Bool {
    if case .kind = self { false } else { true }
  }
}

extension Shelf {
  /// The code of a question's place, read from the record's bytes, as this is done for every entry:
  /// within a JSON text a quote has a backslash before it, so the name can stand nowhere else.
  func placeCode(of question: ID<Question>) throws -> String? {
    guard let body = try record(.question, question.text) else { return nil }
    let name = Array(",\"place\":\"".utf8)
    guard let start = body.firstRange(of: name)?.upperBound,
      let end = body[start...].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    return String(decoding: body[start..<end], as: UTF8.self)
  }
}

extension Entry {
  /// What the entry names.
  ///
  /// - Parameter place: where its question was asked.
  func facets(at place: Place?, on shelf: any Shelf) throws -> Set<Mark.Facet> {
    var facets: Set<Mark.Facet> = [.kind(event.kind)]
    facets.formUnion(try persons(on: shelf).map(Mark.Facet.person))
    facets.formUnion((event.taxa + event.weighed).map(Mark.Facet.taxon))
    facets.formUnion(event.ruleVersion.map(Mark.Facet.rule).map { [$0] } ?? [])
    facets.formUnion((place?.codes ?? []).map(Mark.Facet.place))
    return facets
  }

  /// Who did it, and whom it concerns: those whom it names, and those whose assignments it names,
  /// as the record has them.
  func persons(on shelf: any Shelf) throws -> [ID<Member>] {
    try [by].compactMap { $0 } + event.persons
      + event.assignments.compactMap { id in
        try shelf.value(.assignment, id.text, as: Assignment.self)?.expert
      }
  }
}

extension Place {
  /// Its own code and those of the country and the region that hold it.
  var codes: [String] { [code, country, region].compactMap { $0 } }
}

extension Event {
  /// The assignments that it changes without naming whose they are.
  var assignments: [ID<Assignment>] {
    switch self {
    case .assignmentsLapsed(let fact): fact.assignments
    case .assignmentsReoffered(let fact): fact.assignments
    case .leasesReminded(let fact): fact.assignments
    case .photosAdded(let fact): fact.reoffered
    default: []
    }
  }

  /// The kinds of those that may.
  static let kindsOfAssignments: Set<String> = [
    "assignmentsLapsed", "assignmentsReoffered", "leasesReminded", "photosAdded",
  ]

  /// The members whom it names.
  var persons: [ID<Member>] {
    switch self {
    case .memberJoined(let fact): [fact.member]
    case .tokenIssued(let fact): [fact.member]
    case .tokenRevoked(let fact): [fact.member]
    case .rolesProposed(let fact): [fact.member]
    case .rolesSet(let fact): [fact.member]
    case .signInLinkMade(let fact): [fact.member]
    case .signInWaysSet(let fact): [fact.member]
    case .questionAsked(let fact): [fact.asker]
    case .questionDispatched(let fact): fact.offers.map(\.expert)
    case .openQuestionTaken(let fact): [fact.expert]
    case .assignmentTaken(let fact): [fact.expert]
    case .assignmentPassed(let fact): [fact.expert]
    case .assignmentHandedOver(let fact): [fact.expert, fact.heir]
    case .leaseExtended(let fact): [fact.expert]
    case .answerGiven(let fact): [fact.expert]
    case .outcomeRecorded(let fact): [fact.by]
    case .recallAcknowledged(let fact): [fact.by]
    case .consensusReached(let fact): fact.reasons.map(\.expert)
    case .skillsMoved(let fact): fact.lessons.map(\.expert)
    case .routeSteered(let fact): [fact.expert]
    case .availabilitySet(let fact): [fact.member]
    case .languagesSet(let fact): [fact.member]
    case .groupSet(let fact): [fact.member]
    case .membersSeen(let fact): fact.members
    case .erased(let fact): [fact.member]
    case .holdPlaced(let fact): [fact.on.member].compactMap { $0 }
    case .holdLifted(let fact): [fact.on.member].compactMap { $0 }
    case .photosViewed(let fact): fact.views.map(\.member)
    case .badgeAwarded(let fact): [fact.claim.member]
    default: []
    }
  }

  /// The taxa between which it weighed, as a wave of offers does, or about which somebody learned.
  var weighed: [String] {
    switch self {
    case .questionDispatched(let fact): fact.branches.map(\.taxon)
    case .skillsMoved(let fact): [fact.truth].compactMap { $0 }
    default: []
    }
  }

  /// The taxa that it says, by their accepted names.
  var taxa: [String] {
    switch self {
    case .answerGiven(let fact): [fact.taxon].compactMap { $0 }
    case .consensusReached(let fact):
      [fact.held?.taxon, fact.leading?.taxon].compactMap { $0 }
    case .outcomeRecorded(let fact): [fact.taxon]
    case .verdictRecalled(let fact): [fact.was.taxon, fact.now.taxon].compactMap { $0 }
    default: []
    }
  }

  /// The version of the rule by which it was decided, or which it brought.
  var ruleVersion: String? {
    switch self {
    case .consensusReached(let fact): fact.rule
    case .ruleAdopted(let fact): fact.rule.version
    case .ruleProposed(let fact): fact.rule.version
    default: nil
    }
  }
}
