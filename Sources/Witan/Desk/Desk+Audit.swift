public import Ledger

extension Desk {
  /// A question's entries, in the order in which they happened.
  public func history(_ caller: Caller, _ id: ID<Question>) async throws -> [HistoryLine] {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      try View.needsUnsealed(shelf.existing(id), for: caller, on: shelf)
      return try shelf.trace(of: id).map { try HistoryLine($0, on: shelf) }
    }
  }

  /// Why a verdict is what it is.
  public func explain(_ caller: Caller, _ id: ID<Question>) async throws -> Explanation {
    try caller.needs(.auditor, .steward)
    let sheet = try await show(caller, id)
    return try await archive.read { shelf in
      try View.needsUnsealed(shelf.existing(id), for: caller, on: shelf)
      return try Explanation(
        of: shelf.existing(id), sheet: sheet, trace: shelf.trace(of: id), on: shelf)
    }
  }

  /// Checks the whole archive.
  ///
  /// - Parameters:
  ///   - older: a signed checkpoint kept elsewhere.
  ///   - witnesses: keys of witnesses who must have cosigned it.
  ///   - progress: told how many steps of how many are done; of 0 while nobody knows of how many.
  ///   - tell: told every broken place, with all evidence, once all are found, in order.
  public func verify(
    _ caller: Caller, against older: String? = nil, witnesses: [NoteVerifier] = [],
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in },
    tell: @escaping @Sendable (AuditFault) throws -> Void = { _ in }
  ) async throws -> AuditReport {
    try caller.needs(.auditor, .steward)
    let report = try await archive.read { shelf in
      var auditor = Auditor(shelf: shelf, progress: progress)
      // Evidence tells what others answered, which who may yet be asked must not see.
      auditor.showsValues = !caller.member.isOne(of: .expert)
      auditor.tell = tell
      return try auditor.report(
        against: older.map { KeptCheckpoint(note: $0, witnesses: witnesses) })
    }
    audits.note(report, at: world.now())
    return report
  }

  /// Whether the archive is well; looks at every page, so it takes a while on a large one.
  public func diagnose(_ caller: Caller) async throws -> Diagnosis {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      var diagnosis = Diagnosis()
      try diagnosis.examine(shelf)
      return diagnosis
    }
  }

  /// The signed checkpoint of the last commit, with the signatures of witnesses who have cosigned
  /// that very state; for anybody.
  public func checkpoint() async throws -> String {
    let kept = try testimony.cosigned()
    guard let checkpoint = try await archive.read({ try $0.checkpoint(with: kept) }) else {
      throw Refusal.notFound(kind: "checkpoint", name: "in this archive")
    }
    return checkpoint.description
  }

  /// The evidence that an entry stands in the ledger: a C2SP tlog-proof, under the last checkpoint
  /// that witnesses have cosigned where that holds the entry, else under the present one.
  public func prove(index: Int) async throws -> String {
    let kept = try testimony.cosigned()
    return try await archive.read { shelf in
      let cosigned = try shelf.cosigned(kept).flatMap { $0.checkpoint.size > index ? $0.note : nil }
      guard let signed = try cosigned ?? shelf.checkpoint(with: kept) else {
        throw Refusal.notFound(kind: "checkpoint", name: "in this archive")
      }
      let checkpoint = try Checkpoint(parsing: signed.text)
      guard (0..<checkpoint.size).contains(index) else {
        throw Refusal.notFound(kind: "entry", name: String(index))
      }
      let hashes = try MerkleTree.inclusionProof(
        index: index, size: checkpoint.size, nodes: shelf)
      return ProofFile(index: index, hashes: hashes, checkpoint: signed).description
    }
  }

  /// The same under another checkpoint of this ledger, such as one that witnesses have cosigned,
  /// which the proof then carries. Refuses a checkpoint that this ledger never had.
  public func prove(index: Int, under note: String) async throws -> String {
    let signed: SignedNote
    do {
      signed = try SignedNote(parsing: note)
    } catch {
      throw Refusal.invalid(field: "checkpoint", reason: "it cannot be read; \(error)")
    }
    return try await archive.read { shelf in
      let checkpoint = try shelf.ownCheckpoint(signed)
      guard (0..<checkpoint.size).contains(index) else {
        throw Refusal.notFound(kind: "entry", name: String(index))
      }
      let hashes = try MerkleTree.inclusionProof(
        index: index, size: checkpoint.size, nodes: shelf)
      return ProofFile(index: index, hashes: hashes, checkpoint: signed).description
    }
  }

  /// The evidence that the ledger of one size is the beginning of that of another (RFC 9162 2.1.4).
  public func proveConsistency(from old: Int, to new: Int?) async throws -> ConsistencySheet {
    try await archive.read { shelf in
      let size = try shelf.ledgerSize()
      let new = new ?? size
      guard old >= 1, old <= new, new <= size else {
        throw Refusal.invalid(
          field: "from", reason: "1 <= from <= to <= \(size) is needed")
      }
      let origin = try shelf.community().origin
      let states = try [old, new].map {
        Checkpoint(origin: origin, size: $0, root: try MerkleTree.root(size: $0, nodes: shelf))
      }
      return try ConsistencySheet(from: states[0], to: states[1], on: shelf)
    }
  }
}

extension Caller {
  /// Whoever holds the file, where the record cannot say who they are.
  package static var folderOwner: Caller {
    Caller(
      member: Member(
        id: ID("m-folder-owner"), handle: nil, name: nil, roles: [.auditor], subjects: [],
        home: nil, languages: [], availability: .always, joinedAt: Instant(milliseconds: 0)))
  }
}

extension Shelf {
  /// The checkpoint in a note, if this ledger's key signed it and its tree had that root.
  fileprivate func ownCheckpoint(_ note: SignedNote) throws -> Checkpoint {
    do {
      let checkpoint = try community().checkpoint(note).checkpoint
      let root = try MerkleTree.root(size: checkpoint.size, nodes: self)
      guard root == checkpoint.root else {
        throw ProofFault.rootDiffers(
          size: checkpoint.size, computed: root, claimed: checkpoint.root)
      }
      return checkpoint
    } catch let fault where fault is NoteFault || fault is ProofFault {
      throw Refusal.invalid(field: "checkpoint", reason: "it is not one of this ledger; \(fault)")
    }
  }
}
