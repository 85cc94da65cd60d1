import Ledger

extension Auditor {
  /// Hashes every kept disclosure anew, on all cores, and looks for those that events name: two
  /// walks in the order of the digests, side by side.
  func checkPayloads(_ replay: ReplayPen, _ steps: Steps, _ findings: Findings) {
    var wanted = Side(list: replay.payloads)
    var batch: [Payload] = []
    let crew = Crew()
    func flush() throws {
      let computed = crew.begin(batch) { payload in
        Result { try Disclosure(encoded: payload.encoded).digest }
      }.wait()
      for (payload, computed) in zip(batch, computed) {
        check(payload, computed, findings)
        try join(payload.digest, &wanted, findings) { "payload \($0)" }
        steps.take()
      }
      batch.removeAll(keepingCapacity: true)
    }
    do {
      try shelf.eachPayload { digest, encoded in
        batch.append(Payload(digest: digest, encoded: encoded))
        if batch.count == Self.batchSize { try flush() }
      }
      try flush()
      try join(nil, &wanted, findings) { "payload \($0)" }
    } catch {
      findings.note("payloads", "they cannot be read through: \(error)")
    }
    findings.report.erased = wanted.erased
  }

  private static let batchSize = 512

  private struct Payload: Sendable {
    let digest: String
    let encoded: String
  }

  private func check(
    _ payload: Payload, _ computed: Result<String, any Error>, _ findings: Findings
  ) {
    findings.report.payloads += 1
    switch computed {
    case .success(let digest):
      if !digest.utf8.elementsEqual(payload.digest.utf8) {
        findings.note("payload \(payload.digest)", "it hashes to \(digest)")
      }
    case .failure(let error):
      findings.note("payload \(payload.digest)", "it cannot be read: \(error)")
    }
  }

  /// Hashes every attachment anew, and looks for those that events name.
  func checkAttachments(_ replay: ReplayPen, _ steps: Steps, _ findings: Findings) {
    let crew = HashCrew()
    do {
      try replay.nameAttachments()
    } catch {
      findings.note("attachments", "the records that name them cannot be read: \(error)")
    }
    var wanted = Side(list: replay.attachments)
    do {
      try shelf.eachAttachment { name in
        findings.report.attachments += 1
        try join(name, &wanted, findings) { $0 }
        note(crew.hash(name) { try shelf.attachmentPieces(name) }, findings)
        steps.take()
      }
      try join(nil, &wanted, findings) { $0 }
    } catch {
      findings.note("attachments", "they cannot be read through: \(error)")
    }
    note(crew.finish(), findings)
  }

  private func note(_ outcomes: [HashCrew.Outcome], _ findings: Findings) {
    for (name, result) in outcomes {
      switch result {
      case .success(let hash):
        if !name.contains(hash.hex) { findings.note(name, "its content hashes to \(hash.hex)") }
      case .failure(let fault as AttachmentFault): findings.note(name, fault.reason)
      case .failure(let error): findings.note(name, "it cannot be read: \(error)")
      }
    }
  }

  /// What the events name, walked along beside what is kept.
  private struct Side {
    private var walk: NameList.Walk
    private(set) var head: (name: String, fate: ReplayPen.Fate)?
    private var hasBegun = false
    /// How many came by of which the events say that they were erased.
    private(set) var erased = 0

    init(list: NameList) { walk = list.walk() }

    /// Looks at the first, once.
    mutating func begin() throws {
      if !hasBegun { try step() }
      hasBegun = true
    }

    /// Goes on to the next.
    mutating func step() throws {
      head = try walk.next().map { ($0.name, ReplayPen.Fate(rawValue: $0.word) ?? .named) }
      if let head, head.fate != .named { erased += 1 }
    }
  }

  /// Goes along what events name up to something that is kept, or to the end: what is missing, what
  /// is here though erased, and what nothing names.
  private func join(
    _ kept: String?, _ wanted: inout Side, _ findings: Findings, _ place: (String) -> String
  ) throws {
    try wanted.begin()
    while let head = wanted.head {
      if let kept, !head.name.utf8.lexicographicallyPrecedes(kept.utf8) { break }
      if head.fate == .named {
        findings.note(
          place(head.name), "an event names it and it is missing", dependsOn: .anything)
      }
      try wanted.step()
    }
    guard let kept else { return }
    guard let head = wanted.head, head.name.utf8.elementsEqual(kept.utf8) else {
      return findings.note(place(kept), "no event names it", dependsOn: .anything)
    }
    if head.fate != .named {
      findings.note(place(kept), "it was erased, by the record, and is here all the same")
    }
    try wanted.step()
  }
}
