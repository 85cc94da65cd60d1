extension Desk {
  /// Gives the caller more time for a question that they hold; see `Assignment.extended`.
  public func extend(_ caller: Caller, _ id: ID<Question>) async throws -> QuestionSheet {
    try await record(as: caller, .expert) { journal, course in
      let mine = try course.held(id, by: caller)
      let clock = try course.clock(of: id)
      if let extended = try mine.extended(
        now: journal.now, clock: clock, isOpen: journal.pen.existing(id).isOpen)
      {
        try journal.record(.leaseExtended(extended), by: caller.member.id)
      }
    }
    return try await show(caller, id)
  }

  /// Hands a question that awaits the caller over to another expert; see `Assignment.handedOver`.
  public func handOver(
    _ caller: Caller, _ id: ID<Question>, to handle: String, reason: HandOverReason
  ) async throws -> QuestionSheet {
    try await record(as: caller, .expert) { journal, course in
      let mine = try course.held(id, by: caller)
      let pen = journal.pen
      let heir = try pen.member(handle: handle).map { ($0, try pen.load($0.id)) }
      let question = try pen.existing(id)
      let asked = try pen.assignments(of: id)
      let handedOver = try mine.handedOver(
        to: heir, reason: reason, of: question, from: pen.member(question.asker), asked: asked,
        groups: pen.groups(of: asked),
        isCopy: heir.map { try pen.isCopy($0.0.id, beside: asked, in: question.subject) } ?? false,
        now: journal.now, clock: course.clock(of: id))
      try journal.record(.assignmentHandedOver(handedOver), by: caller.member.id)
      try course.advance(id)
    }
    return try await show(caller, id)
  }

  /// The closed questions that the caller held when they closed, for as long as they are told of
  /// it; the latest first.
  public func released(_ caller: Caller) async throws -> [QuestionSheet] {
    try caller.needs(.expert)
    let (library, now) = (library, world.now())
    return try await archive.read { shelf in
      try shelf.released(from: caller.member.id, now: now).compactMap { assignment in
        try View(of: shelf.existing(assignment.question), for: caller, on: shelf, now: now)?
          .sheet(library)
      }
    }
  }

  /// Adds photos to an open question of the caller's own, cleaned as when asking; who had wanted
  /// one is offered the question again.
  ///
  /// - Parameter keepsOriginals: whether the asker said that the photos be kept as they came, too.
  public func addPhotos(
    _ caller: Caller, _ id: ID<Question>, _ photos: [Upload], keepsOriginals: Bool = false
  ) async throws -> QuestionSheet {
    try caller.needs(.asker, .steward)
    // Before the work of cleaning: a question of others does not exist for those it is hidden from.
    try await archive.read { shelf in
      let question = try shelf.view(of: id, for: caller).question
      try question.needsRoom(forPhotos: photos.count, of: caller.member.id)
    }
    var clean: [CleanPhoto] = []
    for photo in photos { clean.append(try await lab.clean(photo)) }
    let kept = clean
    let originals = keepsOriginals ? try photos.map(Original.init) : nil
    try await holding(kept) {
      try await record(as: caller, .asker, .steward) { journal, course in
        try course.advance(id)
        try course.add(
          kept, originals, to: journal.pen.existing(id), by: caller.member.id)
        try course.advance(id)
      }
    }
    return try await show(caller, id)
  }

  /// Adds photos that are in memory.
  public func addPhotos(
    _ caller: Caller, _ id: ID<Question>, _ photos: [[UInt8]], keepsOriginals: Bool = false
  ) async throws -> QuestionSheet {
    try await addPhotos(caller, id, photos.map { Upload($0) }, keepsOriginals: keepsOriginals)
  }
}

extension Course {
  /// The caller's assignment of a question, when time has had its due.
  fileprivate func held(_ id: ID<Question>, by caller: Caller) throws -> Assignment {
    _ = try journal.pen.question(id, seenBy: caller)
    try advance(id)
    guard let mine = try journal.pen.assignment(of: id, for: caller.member.id) else {
      throw Refusal.notOffered(question: id.text)
    }
    return mine
  }

  /// The clock of a question's urgency.
  fileprivate func clock(of id: ID<Question>) throws -> Rule.Clock {
    try journal.pen.rule().clock(journal.pen.existing(id).urgency)
  }

  /// Records more photos of a question; refuses one that it has.
  fileprivate func add(
    _ photos: [CleanPhoto], _ originals: [Original]?, to question: Question,
    by asker: ID<Member>
  ) throws {
    try question.needsRoom(forPhotos: photos.count, of: asker)
    let pen = journal.pen
    var (names, commitments) = (Set(question.photos.compactMap { $0 }), [Commitment]())
    for photo in photos {
      guard names.insert(photo.name).inserted else {
        throw Refusal.exists(kind: "photo", name: photo.name)
      }
      try pen.attach("photos/\(photo.name)", photo.bytes)
      commitments.append(try journal.seal("photo", photo.name))
    }
    let added = try question.adding(
      commitments, originals: journal.keep(originals),
      assignments: pen.assignments(of: question.id),
      clock: clock(of: question.id), now: journal.now
    ) { try pen.canBeAsked($0, again: question, at: journal.now) }
    try journal.record(.photosAdded(added), by: asker)
  }
}

extension Shelf {
  /// How many of an expert's latest assignments are looked through for those to be told of.
  private var releasedLimit: Int { 100 }

  /// What an expert held when it closed, within the last hour.
  fileprivate func released(from expert: ID<Member>, now: Instant) throws -> [Assignment] {
    try latestAsked(expert, limit: releasedLimit)
      .filter { $0.isReleaseNews(now: now) }
  }
}
