import Ledger

/// A record in memory that is built anew from events, taking payloads and attachments from the
/// archive under audit, as those stand outside the ledger.
final class ReplayPen: Pen {
  private let base: any Shelf
  private let memory = MemoryPen()
  /// The digests of all payloads that the events name.
  private(set) var wanted: Set<String> = []
  /// The digests of those of which the events say that they were erased.
  private(set) var erased: Set<String> = []
  /// Those of which two events say so.
  private(set) var erasedTwice: Set<String> = []
  /// The names of the estimates' files that the events name.
  private var estimates: [String] = []

  init(base: any Shelf) { self.base = base }

  func ledgerSize() throws -> Int { try memory.ledgerSize() }
  func entries(_ range: Range<Int>) throws -> [[UInt8]] { try memory.entries(range) }
  func node(_ place: NodePlace) throws -> TreeHash { try memory.node(place) }
  func record(_ kind: RecordKind, _ key: String) throws -> [UInt8]? {
    try memory.record(kind, key)
  }
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    try memory.records(kind, filter)
  }
  func payload(_ digest: String) throws -> String? {
    try base.payload(digest)
  }
  func payloadDigests() throws -> [String] { try base.payloadDigests() }
  func attachment(_ name: String) throws -> [UInt8]? {
    try memory.attachment(name) ?? base.attachment(name)
  }
  func attachmentNames() throws -> [String] { try base.attachmentNames() }
  func checkpoint() throws -> String? { nil }
  func append(_ entry: [UInt8]) throws { try memory.append(entry) }
  func put(_ kind: RecordKind, _ key: String, _ body: [UInt8]) throws {
    try memory.put(kind, key, body)
  }
  func remove(_ kind: RecordKind, _ key: String) throws { try memory.remove(kind, key) }
  func keep(_ disclosure: Disclosure) throws { try memory.keep(disclosure) }
  func attach(_ name: String, _ content: [UInt8]) throws { try memory.attach(name, content) }
  func forget(_ digest: String) throws { try memory.forget(digest) }
  func detach(_ name: String) throws { try memory.detach(name) }

  /// Notes the payloads that an event names, read in the replay or not, and those whose erasure it
  /// tells.
  func want(_ event: Event) {
    wanted.formUnion(event.commitments.map(\.digest))
    guard case .erased(let fact) = event else { return }
    let digests = Set(fact.commitments.map(\.digest))
    erasedTwice.formUnion(digests.intersection(erased))
    erased.formUnion(digests)
  }

  /// Notes an estimate's file.
  func want(_ estimate: SkillsEstimated) { estimates.append(Library.estimate(estimate.lessons)) }

  /// The names of the attachments that the replayed events ask for.
  func attachmentsNamed() throws -> [String] {
    let photos = try questions(RecordFilter()).flatMap(\.photos).compactMap { $0 }
    let taxonomies = try subjects().compactMap(\.taxonomy)
    return (photos.map { "photos/\($0)" } + taxonomies.map(Library.attachment) + estimates).sorted()
  }
}
