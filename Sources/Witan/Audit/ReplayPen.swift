import Ledger

/// A record that is built anew from events, taking entries, payloads and attachments from the
/// archive under audit, as those do not follow from anything.
///
/// What it keeps of its own are the records, on a scratch pen, the names of what the events want to
/// stand beside them, on another, and the right edge of the tree: the nodes before it are those of
/// the archive, which an audit has compared by then.
final class ReplayPen: Pen {
  private let base: any Shelf
  private let scratch: any Pen
  private var edge = TreeEdge()
  /// The nodes of the tree that the last entry completed, its leaf first.
  private(set) var completed: [(NodePlace, TreeHash)] = []
  /// The digests of all payloads that the events name, each with what became of it.
  let payloads: NameList
  /// The names of the attachments that the events name; complete after `nameAttachments`.
  let attachments: NameList
  /// How many entries came by, those that are missing among them.
  private var size = 0
  private var notedSize: Int?
  /// The root at the size for which `noteRoot` asked, once it is reached.
  private(set) var notedRoot: TreeHash?

  /// A record on an empty scratch pen, and names on another that may be others' too; in memory if
  /// none is given.
  init(base: any Shelf, scratch: any Pen = MemoryPen(), notes: any Pen = MemoryPen()) {
    (self.base, self.scratch) = (base, scratch)
    payloads = NameList("payload", on: notes)
    attachments = NameList("attachment", on: notes)
  }

  /// What the events say of a payload.
  enum Fate: String {
    case named, erased
    /// Two events say that they erased it.
    case erasedTwice
  }

  /// How many records are best read at once.
  var pageSize: Int { scratch is MemoryPen ? Int(Int32.max) : 2_000 }

  func ledgerSize() throws -> Int { size }
  func entries(_ range: Range<Int>) throws -> [[UInt8]] {
    try base.entries(range.clamped(to: 0..<size))
  }
  func node(_ place: NodePlace) throws -> TreeHash {
    guard place.level < Int.bitWidth - 1, place.index < edge.size >> place.level else {
      throw ProofFault.nodeMissing(place)
    }
    return try (try? edge.node(place)) ?? base.node(place)
  }
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? {
    try scratch.record(kind, key)
  }
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    try scratch.records(kind, filter)
  }
  func payload(_ digest: String) throws -> String? {
    try base.payload(digest)
  }
  func payloadDigests() throws -> [String] { try base.payloadDigests() }
  func attachment(_ name: String) throws -> [UInt8]? {
    try scratch.attachment(name) ?? base.attachment(name)
  }
  func attachmentNames() throws -> [String] { try base.attachmentNames() }
  func checkpoint() throws -> String? { nil }
  func append(_ entry: [UInt8]) throws { try append(leaf: MerkleTree.leafHash(entry)) }
  /// The same by the entry's hash alone, as its bytes are the archive's.
  func append(leaf: TreeHash) throws {
    size += 1
    completed = try edge.append(leaf)
    if edge.size == notedSize { notedRoot = try root() }
  }
  /// Leaves a place for an entry that is missing; the tree cannot be computed any more.
  func skip() { size += 1 }
  func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) throws {
    try scratch.put(kind, key, body)
  }
  func remove(_ kind: RecordKind, _ key: String) throws { try scratch.remove(kind, key) }
  func keep(_ disclosure: Disclosure) throws { try scratch.keep(disclosure) }
  func attach(_ name: String, _ content: [UInt8]) throws { try scratch.attach(name, content) }

  /// The root of all entries so far.
  func root() throws -> TreeHash { try MerkleTree.root(size: edge.size, nodes: edge) }

  /// Has the root kept as it will be at this size.
  func noteRoot(at size: Int?) {
    notedSize = size
    if size == 0 { notedRoot = MerkleTree.emptyRoot }
  }
  func forget(_ digest: String) throws { try scratch.forget(digest) }
  func detach(_ name: String) throws { try scratch.detach(name) }

  /// Notes the payloads that an event names, read in the replay or not, those whose erasure it
  /// tells, and an estimate's file.
  func want(_ event: Event) throws {
    for commitment in event.commitments where try payloads.word(of: commitment.digest) == nil {
      try payloads.put(commitment.digest, Fate.named.rawValue)
    }
    switch event {
    case .erased(let fact):
      for digest in Set(fact.commitments.map(\.digest)) {
        let isFirst = try fate(of: digest) ?? .named == .named
        try payloads.put(digest, (isFirst ? Fate.erased : .erasedTwice).rawValue)
      }
    case .skillsEstimated(let fact):
      try attachments.put(Library.estimate(fact.lessons), Fate.named.rawValue)
    default: break
    }
  }

  /// What the events so far say of a payload; nil for nothing.
  func fate(of digest: String) throws -> Fate? {
    try payloads.word(of: digest).flatMap(Fate.init)
  }

  /// Notes the attachments that the replayed records ask for.
  func nameAttachments() throws {
    for subject in try subjects() {
      guard let sha256 = subject.taxonomy else { continue }
      try attachments.put(Library.attachment(sha256), Fate.named.rawValue)
    }
    var questions = RecordPages(of: .question, on: self, pageSize: pageSize)
    while let record = try questions.next() {
      for name in try Canonical.value(Question.self, record.body).attachments {
        try attachments.put(name, Fate.named.rawValue)
      }
    }
  }
}

/// The last node of each level of a growing tree: all that the next entry, and the root, need.
struct TreeEdge: NodeReading {
  private(set) var size = 0
  /// By level: the last complete subtree.
  private var last: [(index: Int, hash: TreeHash)] = []

  /// Takes a leaf; gives the nodes that it completes, itself first.
  mutating func append(_ leaf: TreeHash) throws -> [(NodePlace, TreeHash)] {
    let completed = try MerkleTree.append(leaf: leaf, size: size, nodes: self)
    for (place, hash) in completed {
      if place.level == last.count { last.append((place.index, hash)) }
      last[place.level] = (place.index, hash)
    }
    size += 1
    return completed
  }

  /// A node of the edge; throws `nodeMissing` for all others.
  func node(_ place: NodePlace) throws -> TreeHash {
    guard last.indices.contains(place.level), last[place.level].index == place.index else {
      throw ProofFault.nodeMissing(place)
    }
    return last[place.level].hash
  }
}
