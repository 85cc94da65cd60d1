import Witan

/// What the community was told has happened: it must stand in the record for ever.
struct Oracle {
  /// A question that was acknowledged.
  struct Asked {
    let asker: ID<Member>
    /// Nil once it was erased.
    var text: String?
    /// Whether it may have been, although its eraser was told otherwise.
    var mayBeErased = false
    var options: [String]
  }

  /// An answer that was acknowledged, or may have been kept although its giver was told otherwise.
  struct Said: Equatable {
    let taxon: String?
    let isLate: Bool
  }

  private(set) var asked: [ID<Question>: Asked] = [:]
  private(set) var said: [ID<Question>: [ID<Member>: Said]] = [:]
  private(set) var maybeSaid: [ID<Question>: [ID<Member>: [String?]]] = [:]
  private(set) var outcomes: [ID<Question>: Set<String>] = [:]
  private(set) var checkpoints: [String] = []

  mutating func acknowledge(_ sheet: QuestionSheet, asker: Caller, text: String) {
    asked[ID(sheet.id)] = Asked(asker: asker.member.id, text: text, options: sheet.options)
  }

  mutating func acknowledge(erasure id: ID<Question>) { asked[id]?.text = nil }

  mutating func doubt(erasure id: ID<Question>) { asked[id]?.mayBeErased = true }

  mutating func acknowledgeOption(_ sheet: QuestionSheet) {
    asked[ID(sheet.id)]?.options = sheet.options
  }

  mutating func acknowledge(answer sheet: QuestionSheet, by expert: Caller, taxon: String?) {
    let isLate = sheet.answers?.first { $0.expert == expert.member.handle }?.isLate ?? false
    said[ID(sheet.id), default: [:]][expert.member.id] = Said(taxon: taxon, isLate: isLate)
  }

  mutating func doubt(answer id: ID<Question>, by expert: Caller, taxon: String?) {
    maybeSaid[id, default: [:]][expert.member.id, default: []].append(taxon)
  }

  /// The last acknowledged outcome; those doubted since may stand in its place.
  mutating func acknowledge(outcome taxon: String, of id: ID<Question>) { outcomes[id] = [taxon] }

  mutating func doubt(outcome taxon: String, of id: ID<Question>) {
    if outcomes[id] != nil { outcomes[id]?.insert(taxon) }
  }

  mutating func acknowledge(checkpoint: String) { checkpoints.append(checkpoint) }

  /// What of this the record does not hold, in sentences.
  func lost(_ shelf: any Shelf) throws -> [String] {
    var lost: [String] = []
    for (id, asked) in asked {
      guard let question = try shelf.question(id) else {
        lost.append("question \(id) is lost")
        continue
      }
      let isText = question.text == asked.text || (asked.mayBeErased && question.text == nil)
      if question.asker != asked.asker || !isText
        || Array(question.options.prefix(asked.options.count)) != asked.options
      {
        lost.append("question \(id) is another")
      }
      let answers = try shelf.answers(to: id)
      for (expert, said) in said[id] ?? [:] {
        let found = answers.first { $0.expert == expert }
        if found.map({ Said(taxon: $0.taxon, isLate: $0.isLate) }) != said {
          lost.append("the answer of \(expert) to \(id) is lost")
        }
      }
      for answer in answers where said[id]?[answer.expert] == nil {
        if maybeSaid[id]?[answer.expert]?.contains(answer.taxon) != true {
          lost.append("nobody gave the answer \(answer.id)")
        }
      }
      if let outcome = outcomes[id], !outcome.contains(try shelf.outcome(id)?.taxon ?? "") {
        lost.append("the outcome of \(id) is lost")
      }
    }
    return lost
  }

  /// What of the house's rules the record breaks, in sentences.
  static func broken(_ shelf: any Shelf) throws -> [String] {
    var broken: [String] = []
    var pending: [ID<Member>: Int] = [:]
    for question in try shelf.questions(RecordFilter()) {
      let assignments = try shelf.assignments(of: question.id)
      let answers = try shelf.answers(to: question.id)
      let experts = assignments.map(\.expert)
      if Set(experts).count != experts.count {
        broken.append("\(question.id): somebody asked twice")
      }
      if experts.contains(question.asker) { broken.append("\(question.id): the asker was asked") }
      let givers = answers.map(\.expert)
      if Set(givers).count != givers.count { broken.append("\(question.id): two answers of one") }
      if !Set(givers).isSubset(of: Set(experts)) { broken.append("\(question.id): not offered") }
      if question.isOpen != (question.wakeAt != nil) {
        broken.append("\(question.id): wakes wrongly")
      }
      if !question.isOpen && assignments.contains(where: \.isPending) {
        broken.append("\(question.id): closed and still with somebody")
      }
      let versions = try shelf.records(
        .consensus, RecordFilter(.equal(field: "question", to: question.id.text)))
      if versions.count != question.consensusVersion { broken.append("\(question.id): versions") }
      for assignment in assignments where assignment.isPending {
        pending[assignment.expert, default: 0] += 1
      }
    }
    for member in try shelf.members() {
      let load = try shelf.load(member.id)
      if load.pending != pending[member.id] ?? 0 {
        broken.append("\(member.id) has \(load.pending) pending and not \(pending[member.id] ?? 0)")
      }
    }
    return broken
  }
}
