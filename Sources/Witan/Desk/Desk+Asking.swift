import Ledger

extension Desk {
  /// Asks a question: cleans the photos, records it, and sends the first wave.
  ///
  /// Refuses what is malformed, too many photos, and a known answer from anyone but a steward.
  ///
  /// - Parameter keepsOriginals: whether the asker said that the photos be kept as they came, too.
  public func ask(
    _ caller: Caller, _ new: NewQuestion, photos: [Upload] = [], keepsOriginals: Bool = false
  ) async throws -> QuestionSheet {
    let (subject, kept) = try await admit(caller, new, photos)
    let name = ID<Question>(world.name("q"))
    let originals = keepsOriginals ? try photos.map(Original.init) : nil
    try await holding(kept) {
      try await record(as: caller, .asker, .steward) { journal, course in
        try course.ask(
          new, as: name, of: subject, photos: kept, originals: originals, by: caller.member.id)
        try course.promise(name)
        try course.advance(name)
      }
    }
    return try await show(caller, name)
  }

  /// Asks with photos that are in memory.
  public func ask(
    _ caller: Caller, _ new: NewQuestion, photos: [[UInt8]], keepsOriginals: Bool = false
  ) async throws -> QuestionSheet {
    try await ask(
      caller, new, photos: photos.map { Upload($0) }, keepsOriginals: keepsOriginals)
  }

  /// Refuses what cannot be asked; gives the subject and the photos as they will be kept.
  func admit(
    _ caller: Caller, _ new: NewQuestion, _ photos: [Upload]
  ) async throws -> (subject: Subject, photos: [CleanPhoto]) {
    try caller.needs(.asker, .steward)
    if new.known != nil { try caller.needs(.steward) }
    guard photos.count <= NewQuestion.photoLimit else {
      throw Refusal.invalid(
        field: "photo", reason: "at most \(NewQuestion.photoLimit) photos a question")
    }
    let subject = try await archive.read { shelf in
      guard let subject = try shelf.subject(ID(new.subject)) else {
        throw Refusal.notFound(kind: "subject", name: new.subject, field: "subject")
      }
      return subject
    }
    _ = try new.checked(for: subject)
    _ = try new.sighting(now: world.now())
    var clean: [CleanPhoto] = []
    for photo in photos { clean.append(try await lab.clean(photo)) }
    return (subject, clean)
  }

  /// Adds a choice to an open question that brought its own; an expert who was asked may.
  public func addOption(
    _ caller: Caller, _ id: ID<Question>, _ text: String
  ) async throws -> QuestionSheet {
    try await record(as: caller, .expert, .steward) { journal, _ in
      let question = try journal.pen.question(id, seenBy: caller)
      let isAsked = try journal.pen.assignments(of: id).contains {
        $0.expert == caller.member.id
      }
      guard isAsked || caller.member.isOne(of: .steward) else {
        throw Refusal.notOffered(question: id.text)
      }
      if !isAsked { try caller.needs(.steward) }
      guard !question.options.isEmpty else {
        throw Refusal.conflict(
          .otherSubject, reason: "This question's choices are those of its taxonomy.")
      }
      guard question.isOpen else { throw Refusal.questionClosed(phase: question.phase.rawValue) }
      let option = try NewQuestion.option(text, beside: question.options)
      try journal.record(
        .optionAdded(OptionAdded(question: id, option: option, by: caller.member.id)),
        by: caller.member.id)
    }
    return try await show(caller, id)
  }
}

extension Course {
  /// Records a question that was checked, with its photos and the commitment to a known answer.
  fileprivate func ask(
    _ new: NewQuestion, as name: ID<Question>, of subject: Subject, photos: [CleanPhoto],
    originals: [Original]?, by asker: ID<Member>
  ) throws {
    guard try journal.pen.question(name) == nil else { throw Refusal.nameDrawnTwice }
    let parts = try new.checked(for: subject)
    var commitments: [Commitment] = []
    for photo in photos {
      try journal.pen.attach("photos/\(photo.name)", photo.bytes)
      commitments.append(try journal.seal("photo", photo.name))
    }
    var known: Commitment?
    if let truth = new.known {
      let taxonomy =
        try subject.taxonomy == nil
        ? Taxonomy(options: parts.options) : library.taxonomy(of: subject, on: journal.pen)
      known = try journal.seal("known", taxonomy.accepted(truth))
    }
    let clock = try journal.pen.rule().clock(new.urgency)
    try journal.record(
      .questionAsked(
        QuestionAsked(
          question: name, subject: subject.id, asker: asker, place: parts.place,
          urgency: new.urgency, text: journal.seal("text", parts.text), photos: commitments,
          options: parts.options, known: known,
          deadline: journal.now.adding(seconds: clock.deadlineSeconds), language: new.language,
          originals: journal.keep(originals))),
      by: asker)
    if let spot = try new.sighting(now: journal.now) {
      let sealed = try journal.seal(Spot.payloadName, spot.text)
      try journal.record(.spotTold(SpotTold(question: name, spot: sealed)), by: asker)
    }
  }
}

extension CleanPhoto {
  /// The name under which it is kept: by its content.
  var name: String { "\(SHA.sha256(bytes).hex).\(kind.fileExtension)" }
}

extension Shelf {
  /// A question that must exist.
  func existing(_ id: ID<Question>) throws -> Question {
    guard let question = try question(id) else {
      throw Refusal.notFound(kind: "question", name: id.text)
    }
    return question
  }
}
