import Ledger

/// A photo as it came, on its way to be kept: read where it lies while it is written, one at a
/// time, so that none waits in memory.
struct Original: Sendable {
  private let upload: Upload
  /// The name under which it will be kept: by its content, and by none that a program would open.
  private let name: String

  /// Hashes it, piece by piece.
  init(_ upload: Upload) throws {
    var hash = SHA.Stream()
    try upload.forEachPiece { piece in piece.withUnsafeBytes { hash.take($0) } }
    self.upload = upload
    name = "\(hash.finish().hex).bin"
  }

  /// Keeps it beside the ledger, and gives the commitment to its name.
  fileprivate func keep(_ journal: Journal) throws -> Commitment {
    try journal.pen.attach(KeptOriginal.folder + name, upload.bytes())
    return try journal.seal(KeptOriginal.payloadName, name)
  }
}

extension Journal {
  /// Keeps photos as they came; nil where there are none, or they are not to be kept.
  func keep(_ originals: [Original]?) throws -> [Commitment]? {
    guard let originals, !originals.isEmpty else { return nil }
    return try originals.map { try $0.keep(self) }
  }
}

extension Desk {
  /// A photo as it left the telephone, byte by byte: for who sent it, and for an auditor who says
  /// what for; that is recorded. It tells where exactly it was taken, as the exact spot does
  /// (`spot`), so that stewards get neither.
  ///
  /// Refuses everybody else, who is or may be asked to answer, a photo whose original is not kept,
  /// an empty reason, and (`busy`) more at once than memory should hold.
  ///
  /// - Parameters:
  ///   - name: the photo's name.
  ///   - ground: what it is wanted for; its asker need not say.
  public func original(
    _ caller: Caller, _ id: ID<Question>, ofPhoto name: String, ground: String?
  ) async throws -> OriginalFile {
    let seat = try originalSeats.take(caller.member.id)
    let (isOwn, bytes) = try await archive.read { shelf in
      let question = try shelf.view(of: id, for: caller).question
      let isOwn = question.asker == caller.member.id
      if !isOwn {
        try caller.needs(.auditor)
        try View.needsUnsealed(question, for: caller, on: shelf)
        _ = try NewQuestion.line(ground ?? "", field: "ground", limitBytes: 2_000)
      }
      guard let kept = question.original(ofPhoto: name)?.name,
        let bytes = try shelf.attachment(KeptOriginal.folder + kept)
      else { throw Refusal.notFound(kind: "original of photo", name: name) }
      return (isOwn, bytes)
    }
    let file = OriginalFile(bytes: bytes, seat: seat)
    guard !isOwn else { return file }
    let ground = try NewQuestion.line(ground ?? "", field: "ground", limitBytes: 2_000)
    try await record { journal, _ in
      guard let kept = try journal.pen.existing(id).original(ofPhoto: name), kept.name != nil else {
        throw Refusal.notFound(kind: "original of photo", name: name)
      }
      try journal.record(
        .originalViewed(
          OriginalViewed(
            question: id, photo: kept.photo, ground: try journal.seal("ground", ground),
            by: caller.member.id)),
        by: caller.member.id)
    }
    return file
  }
}
