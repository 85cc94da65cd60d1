import Ledger

extension Dossier {
  /// Gathers the evidence of a question; reads the ledger from its beginning.
  ///
  /// - Parameters:
  ///   - explanation: what an auditor is told of it.
  ///   - isWhole: whether all entries of the ledger go in, so that nobody need believe that
  ///     nothing was left out.
  ///   - testimony: what witnesses and time-stamp authorities said of the ledger.
  ///   - limitBytes: beyond so many it is refused (`tooLarge`), with what to do instead.
  init(
    of question: Question, explanation: Explanation, isWhole: Bool, testimony: Testimony,
    by maker: Member, at instant: Instant, on shelf: any Shelf,
    limitBytes: Int = Dossier.limitBytes
  ) throws {
    guard let signed = try shelf.checkpoint(with: testimony.cosigned) else {
      throw Refusal.notFound(kind: "checkpoint", name: "in this archive")
    }
    let checkpoint = try Checkpoint(parsing: signed.text)
    let community = try shelf.community()
    let grounds = try Grounds(of: question, size: checkpoint.size, on: shelf)
    var box = EvidenceBox(
      grounds: grounds, question: question, shelf: shelf, isWhole: isWhole, limitBytes: limitBytes)
    try box.addPayloads()
    try box.addEntries(size: checkpoint.size, checkpoint: signed)
    if isWhole { try box.addLedger(size: checkpoint.size) }
    try box.addAttachments()
    try box.addInputs()
    try box.addKeys([community.verifierKey], signed)
    let trace = try shelf.trace(of: question.id).filter { $0.index < checkpoint.size }
    let others = try testimony.covering(trace.last?.index ?? 0, in: checkpoint, on: shelf)
    for file in others.files { try box.add(file.name, file.bytes) }
    var provenance = Provenance(of: community)
    try provenance.add(
      trace, taxonomy: grounds.versions.last?.taxonomy,
      sources: SkillSources(size: checkpoint.size, on: shelf) { fact, _ in
        fact.question == question.id
      })
    provenance.add(auditOf: trace, by: maker, at: instant)
    try box.add("provenance.json", provenance.bytes())
    try box.addHead(
      Head(
        community: community.id.text, entries: grounds.opened.sorted(), format: Head.format,
        isWhole: isWhole, madeAt: instant, madeBy: maker.id.text, origin: checkpoint.origin,
        program: Build.name, question: question.id.text, size: checkpoint.size))
    self.init(
      question: question.id, explanation: explanation,
      history: try trace.map { try HistoryLine($0, on: shelf) }, community: community,
      rule: try grounds.ruleUsed ?? shelf.rule(), versions: grounds.versions, madeAt: instant,
      madeBy: maker,
      people: box.people, checkpoint: signed, ledgerSize: checkpoint.size,
      root: checkpoint.root.hex, keys: [community.verifierKey], photos: box.photos,
      isWhole: isWhole, others: others.words, evidence: box.files.sorted { $0.name < $1.name })
  }

  /// What a dossier says of itself, in `dossier.json`.
  struct Head: Codable {
    static let format = "witan-dossier/1"
    let community: String
    /// The entries whose personal payloads belong into it, erased or not.
    let entries: [Int]
    let format: String
    let isWhole: Bool
    let madeAt: Instant
    let madeBy: String
    let origin: String
    let program: String
    let question: String
    let size: Int
  }
}

/// A dossier's evidence while it is gathered.
private struct EvidenceBox {
  var grounds: Grounds
  let question: Question
  let shelf: any Shelf
  private(set) var files: [Dossier.File] = []
  private(set) var photos: [Dossier.Photo] = []
  private(set) var people: [Dossier.Person] = []
  private var byteCount = 0

  private let isWhole: Bool
  private let limitBytes: Int

  init(
    grounds: Grounds, question: Question, shelf: any Shelf, isWhole: Bool, limitBytes: Int
  ) {
    (self.grounds, self.question, self.shelf) = (grounds, question, shelf)
    (self.isWhole, self.limitBytes) = (isWhole, limitBytes)
  }

  private var tooLarge: Refusal { Dossier.tooLarge(isWhole: isWhole, limitBytes: limitBytes) }

  mutating func add(_ name: String, _ bytes: [UInt8]) throws {
    byteCount += bytes.count
    guard byteCount <= limitBytes else { throw tooLarge }
    files.append(Dossier.File(name, bytes))
  }

  /// The disclosures of the question's own entries and of its people, photos with their files. What
  /// was erased is not there; what a hidden known question hides waits until it is closed.
  mutating func addPayloads() throws {
    // Entries that were made together may share one: the ground of an erasure of several.
    var added: Set<String> = []
    for index in grounds.opened.sorted() {
      let event = try entry(index).event
      if case .memberJoined(let fact) = event { try add(person: fact) }
      for commitment in event.commitments {
        if commitment == question.known && question.isOpen { continue }
        guard let encoded = try shelf.payload(commitment.digest) else {
          noteErasure(of: commitment)
          continue
        }
        let disclosure = try Disclosure(encoded: encoded)
        // Whoever has a dossier need not know where exactly somebody lives: the commitment stands.
        // Nor need they have what left the asker's telephone, which says the same and more.
        guard ![Spot.payloadName, KeptOriginal.payloadName].contains(disclosure.name) else {
          continue
        }
        if disclosure.name == "photo", case .string(let name) = disclosure.value {
          guard try add(photo: name) else { continue }
        }
        if added.insert(commitment.digest).inserted {
          try add("disclosures/\(commitment.digest).txt", Array(encoded.utf8))
        }
      }
    }
  }

  private mutating func add(person fact: MemberJoined) throws {
    // The pages call them so.
    try shelf.needsName(fact)
    people.append(
      Dossier.Person(
        id: fact.member.text, handle: try shelf.revealed(fact.handle),
        name: try shelf.revealed(fact.name), home: fact.home?.name,
        roles: fact.roles.map(\.rawValue)))
  }

  private mutating func noteErasure(of commitment: Commitment) {
    for each in grounds.erasures where each.text.contains(commitment.digest) {
      grounds.keep(erasure: each.index)
    }
  }

  /// Adds a photo's bytes; false where they were erased.
  private mutating func add(photo name: String) throws -> Bool {
    guard let bytes = try shelf.attachment("photos/\(name)"),
      let kind = PhotoKind(content: bytes)
    else { return false }
    if !photos.contains(where: { $0.name == name }) {
      try add("photos/\(name)", bytes)
      photos.append(Dossier.Photo(name: name, kind: kind, bytes: bytes))
    }
    return true
  }

  /// The entries, each with its proof.
  mutating func addEntries(size: Int, checkpoint: SignedNote) throws {
    for index in grounds.kept.sorted() {
      let digits = String(index)
      let name = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
      let hashes = try MerkleTree.inclusionProof(index: index, size: size, nodes: shelf)
      let proof = ProofFile(index: index, hashes: hashes, checkpoint: checkpoint)
      try add("entries/\(name).json", try bytes(index))
      try add("proofs/\(name).tlog-proof", Array(proof.description.utf8))
    }
  }

  /// All entries of the ledger, one a line: canonical JSON has no line breaks.
  mutating func addLedger(size: Int) throws {
    var lines: [UInt8] = []
    for index in 0..<size {
      lines += try bytes(index) + [10]
      guard byteCount + lines.count <= limitBytes else { throw tooLarge }
    }
    try add("ledger.jsonl", lines)
  }

  /// The taxonomies and the estimates' lessons, which the ledger names by their hashes.
  mutating func addAttachments() throws {
    let names =
      grounds.taxonomies.sorted().map(Library.attachment)
      + grounds.estimates.sorted().map(Library.estimate)
    for name in names {
      guard let bytes = try shelf.attachment(name) else {
        throw AttachmentFault(name: name, reason: "it is missing")
      }
      try add(name, bytes)
    }
  }

  mutating func addInputs() throws {
    for version in grounds.versions { try add(version.file, try Canonical.bytes(version)) }
  }

  /// The checkpoint with the keys that check it, and both in the form that `openssl` takes.
  mutating func addKeys(_ keys: [String], _ note: SignedNote) throws {
    try add("checkpoint", Array(note.description.utf8))
    try add("keys.txt", Array(keys.map { $0 + "\n" }.joined().utf8))
    for key in keys {
      let verifier = try NoteVerifier(key)
      guard let signature = note.signatures.first(where: { $0.keyID == verifier.keyID }),
        let typed = key.split(separator: "+", maxSplits: 2).last.flatMap({
          Base64.decode(String($0))
        })
      else { continue }
      // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 section 4): a fixed head and the key.
      let head: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
      ]
      let pem =
        "-----BEGIN PUBLIC KEY-----\n" + Base64.encode(head + typed.dropFirst())
        + "\n-----END PUBLIC KEY-----\n"
      try add("openssl/key.pem", Array(pem.utf8))
      try add("openssl/checkpoint.txt", Array(note.text.utf8))
      try add("openssl/checkpoint.sig", signature.bytes)
      return
    }
  }

  mutating func addHead(_ head: Dossier.Head) throws {
    try add("dossier.json", try Canonical.bytes(head))
  }

  private func entry(_ index: Int) throws -> Entry { try Entry(bytes: try bytes(index)) }

  private func bytes(_ index: Int) throws -> [UInt8] {
    guard let bytes = try shelf.entries(index..<index + 1).first else {
      throw Refusal.notFound(kind: "entry", name: String(index))
    }
    return bytes
  }
}
