import Ledger

/// An erasure on its way: found in a state that was read, so that nobody waits while the record is
/// searched, and performed in a transaction if nothing more of it was written meanwhile.
struct Erasing {
  private let search: ErasureSearch
  private let caller: Caller
  private let entries: [Entry]
  /// The attachments that go, by name, and the questions that hold each.
  private let holders: [String: Set<ID<Question>>]
  /// The ledger's size in the state that was read.
  private let size: Int

  /// What was done.
  struct Done {
    fileprivate(set) var entries: [Int] = []
    fileprivate(set) var payloads = 0
    fileprivate(set) var photos = 0
    fileprivate(set) var originals = 0
    /// Other questions of the caller's that hold what was to go, and so keep its file.
    fileprivate(set) var elsewhere: Set<ID<Question>> = []
    /// Who left, if anybody.
    fileprivate(set) var person: ID<Member>?
  }

  /// Finds what is meant; refuses what the caller may not erase, and what is gone.
  init(_ target: ErasureTarget, for caller: Caller, on shelf: any Shelf) throws {
    let isSteward = caller.member.isOne(of: .steward)
    self.caller = caller
    if !isSteward { try target.mustBeOwn(of: caller, on: shelf) }
    search = try ErasureSearch(target, isEverywhere: isSteward, on: shelf)
    size = try shelf.ledgerSize()
    var (entries, names): ([Entry], Set<String>) = ([], [])
    for entry in try search.entries(on: shelf) {
      let gone = try search.commitments(of: entry, on: shelf)
      guard !gone.isEmpty else { continue }
      guard isSteward || entry.owner == caller.member.id else {
        throw Refusal.notAllowed(reason: "Only stewards erase what others wrote or showed.")
      }
      entries.append(entry)
      names.formUnion(try entry.event.attachments(gone, on: shelf))
    }
    guard !entries.isEmpty else {
      throw Refusal.conflict(.nothingLeft, reason: "Nothing of it is left to be erased.")
    }
    self.entries = entries
    var holders = Dictionary(uniqueKeysWithValues: names.map { ($0, Set<ID<Question>>()) })
    for id in try shelf.questions(holding: names) {
      for name in try shelf.existing(id).attachments {
        holders[name]?.insert(id)
      }
    }
    self.holders = holders
  }

  /// Records it, and removes the payloads and the attachments that no other question holds; nil
  /// where more of it was written meanwhile.
  func perform(_ journal: Journal, ground text: String) throws -> Done? {
    let pen = journal.pen
    guard try !isOutdated(on: pen) else { return nil }
    try search.person.map { try pen.needsAnotherSteward(than: $0, by: caller.member.id) }
    let ground = try journal.seal("ground", text)
    var done = Done()
    for entry in entries {
      let gone = try search.commitments(of: entry, on: pen)
      guard !gone.isEmpty, let owner = entry.owner else { continue }
      let fact = Erased(
        entry: entry.index, question: entry.event.question, member: owner, commitments: gone,
        ground: ground, by: caller.member.id)
      try pen.needsNoHold(against: fact)
      for commitment in gone { try pen.forget(commitment.digest) }
      try journal.record(.erased(fact), by: caller.member.id)
      done.entries.append(entry.index)
      done.payloads += gone.count
    }
    guard !done.entries.isEmpty else {
      throw Refusal.conflict(.nothingLeft, reason: "Nothing of it is left to be erased.")
    }
    try removePictures(pen, &done)
    if let person = search.person {
      done.person = person
      try journal.revokeTokens(of: person, by: caller.member.id)
    }
    return done
  }

  /// Removes the attachments that no other question holds, and counts what went. Whoever else
  /// showed the same picture is nobody's business but a steward's: to others it went all the same.
  private func removePictures(_ pen: any Pen, _ done: inout Done) throws {
    for (name, questions) in holders.sorted(by: { $0.key < $1.key }) {
      let keepers = try questions.map(pen.existing).filter { $0.attachments.contains(name) }
      let own = keepers.filter { $0.asker == caller.member.id }.map(\.id)
      done.elsewhere.formUnion(own)
      if keepers.isEmpty { try pen.detach(name) }
      let isTold = keepers.isEmpty || own.isEmpty && !caller.member.isOne(of: .steward)
      guard isTold else { continue }
      if name.hasPrefix(KeptOriginal.folder) { done.originals += 1 } else { done.photos += 1 }
    }
  }

  /// Whether entries came since that mean the same, or bring one of the attachments.
  private func isOutdated(on shelf: any Shelf) throws -> Bool {
    for index in size..<max(size, try shelf.ledgerSize()) {
      guard let bytes = try shelf.entries(index..<index + 1).first else { continue }
      let entry = try Entry(bytes: bytes)
      if try !search.commitments(of: entry, on: shelf).isEmpty { return true }
      let brought = try entry.event.attachments(entry.event.commitments, on: shelf)
      if brought.contains(where: { holders[$0] != nil }) { return true }
    }
    return false
  }
}

extension ErasureTarget {
  /// Whoever may not see a question learns nothing of it, nor who is a member; and of what others
  /// wrote or showed nobody learns whether it is there, nor whether it still is.
  fileprivate func mustBeOwn(of caller: Caller, on shelf: any Shelf) throws {
    let me = caller.member.id
    let isOwn: Bool
    switch self {
    case .member(let handle):
      guard handle == caller.member.handle else {
        throw Refusal.notAllowed(reason: "Only stewards erase other members.")
      }
      return
    case .text(let id), .photo(let id, _), .original(let id, _):
      isOwn = try shelf.view(of: id, for: caller).question.asker == me
    case .outcome(let id):
      isOwn = try shelf.outcome(shelf.view(of: id, for: caller).question.id)?.by == me
    case .note(let id):
      let answer = try shelf.value(.answer, id.text, as: Answer.self)
      let view = try answer.flatMap {
        try View(of: shelf.existing($0.question), for: caller, on: shelf)
      }
      guard let answer, answer.expert == me || view?.isSealed == false else {
        throw Refusal.notFound(kind: "answer", name: id.text)
      }
      isOwn = answer.expert == me
    }
    guard isOwn else {
      throw Refusal.notAllowed(reason: "Only stewards erase what others wrote or showed.")
    }
  }
}

extension Shelf {
  fileprivate func needsNoHold(against fact: Erased) throws {
    guard let hold = try hold(against: fact) else { return }
    throw Refusal.onHold(
      thing: try shown(hold.on), since: hold.placedAt, ground: hold.ground)
  }

  /// Refuses to lose the last steward, as nobody could run the community any more, and that one
  /// steward alone rids themselves of another.
  fileprivate func needsAnotherSteward(than person: ID<Member>, by caller: ID<Member>) throws {
    let stewards = try stewards()
    guard stewards != [person] else { throw Refusal.lastSteward }
    guard person == caller || !stewards.contains(person) else {
      throw Refusal.conflict(
        .twoStewards,
        reason: "A steward erases themselves, or loses that role first, which takes two stewards.")
    }
  }
}
