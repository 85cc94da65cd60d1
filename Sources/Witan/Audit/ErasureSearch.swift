import Ledger

/// Finds what a wish for erasure means: the entries, and which of their payloads.
struct ErasureSearch {
  /// What is wished.
  let target: ErasureTarget
  /// Whether a photo is meant wherever it is held, or in the named question alone.
  let isEverywhere: Bool
  /// The member that is meant; nil where none is.
  let person: ID<Member>?

  /// Refuses a member that nobody knows.
  init(_ target: ErasureTarget, isEverywhere: Bool, on shelf: any Shelf) throws {
    self.target = target
    self.isEverywhere = isEverywhere
    guard case .member(let handle) = target else {
      person = nil
      return
    }
    guard let member = try shelf.member(handle: handle) else {
      throw Refusal.notFound(kind: "member", name: handle)
    }
    person = member.id
  }

  /// Finds what was meant by the erasure of somebody who has left.
  init(of person: ID<Member>) {
    (target, isEverywhere, self.person) = (.member(handle: ""), true, person)
  }

  /// The payloads of an entry that are meant and are still kept.
  func commitments(of entry: Entry, on shelf: any Shelf) throws -> [Commitment] {
    try meant(by: entry, on: shelf).filter { try shelf.payload($0.digest) != nil }
  }

  private func meant(by entry: Entry, on shelf: any Shelf) throws -> [Commitment] {
    switch (target, entry.event) {
    case (.member, let event): ofPerson(event, by: entry.by)
    // What left the telephone may say where and when, as the spot does: it goes with the text.
    case (.text(let id), .questionAsked(let fact)) where fact.question == id:
      [fact.text] + entry.event.originals
    case (.text(let id), .photosAdded(let fact)) where fact.question == id:
      entry.event.originals
    case (.text(let id), .spotTold(let fact)) where fact.question == id: [fact.spot]
    case (.note(let id), .answerGiven(let fact)) where fact.answer == id:
      [fact.note].compactMap { $0 }
    case (.outcome(let id), .outcomeRecorded(let fact)) where fact.question == id:
      [fact.ground].compactMap { $0 }
    case (.photo(let id, let name), let event)
    where isEverywhere || event.question == id:
      try event.photos.filter { try shelf.revealed($0) == name }
        + originals(of: name, in: event, on: shelf)
    case (.original(let id, let name), let event)
    where isEverywhere || event.question == id:
      try originals(of: name, in: event, on: shelf)
    default: []
    }
  }

  private func originals(
    of photo: String, in event: Event, on shelf: any Shelf
  ) throws -> [Commitment] {
    try event.pairs.filter { try shelf.revealed($0.photo) == photo }.map(\.original)
  }

  /// What a person is told by, and all that they wrote and showed: not the reasons that they gave
  /// for erasures, holds and looks at a spot or an original, for which they answer, nor the answer
  /// that a hidden question hides.
  private func ofPerson(_ event: Event, by: ID<Member>?) -> [Commitment] {
    switch event {
    case .memberJoined(let fact): fact.member == person ? event.commitments : []
    case .erased, .holdPlaced, .holdLifted, .spotViewed, .originalViewed: []
    case .questionAsked(let fact): by == person ? [fact.text] + fact.photos + event.originals : []
    default: by == person ? event.commitments : []
    }
  }

  /// All entries that may be meant, in order.
  func entries(on shelf: any Shelf) throws -> [Entry] {
    switch target {
    case .member: return try person.map { try shelf.entries(naming: $0) } ?? []
    case .text(let id), .outcome(let id): return try shelf.trace(of: shelf.existing(id).id)
    case .note(let id):
      guard let answer = try shelf.value(.answer, id.text, as: Answer.self) else {
        throw Refusal.notFound(kind: "answer", name: id.text)
      }
      return try shelf.trace(of: answer.question)
    case .photo(let id, let name), .original(let id, let name):
      let question = try shelf.existing(id)
      guard question.photos.contains(name) else {
        throw Refusal.notFound(kind: "photo", name: name)
      }
      let holders = isEverywhere ? try shelf.questions(holding: ["photos/\(name)"]) : [question.id]
      return try holders.flatMap { try shelf.trace(of: $0) }.sorted { $0.index < $1.index }
    }
  }
}

extension Shelf {
  /// The questions that hold any of these attachments; reads them all.
  func questions(holding names: Set<String>) throws -> [ID<Question>] {
    guard !names.isEmpty else { return [] }
    return try questions(RecordFilter()).filter { question in
      question.attachments.contains(where: names.contains)
    }.map(\.id)
  }

  /// The entries that name a member, in order; found by the index.
  fileprivate func entries(naming person: ID<Member>) throws -> [Entry] {
    let quoted = Array("\"\(person.text)\"".utf8)
    var postings = Postings(anyOf: [.person(person)], isDescending: false)
    var (found, block): ([Entry], Int) = ([], 0)
    while let next = try postings.next(from: block, on: self) {
      let start = next * Mark.blockSize
      for bytes in try entries(start..<start + Mark.blockSize)
      where bytes.firstRange(of: quoted) != nil {
        found.append(try Entry(bytes: bytes))
      }
      block = next + 1
    }
    return found
  }
}
