import Inference

/// A page of the ledger's entries.
public struct LedgerHistory: Codable, Equatable, Sendable {
  public let items: [HistoryLine]
  /// What to send as `cursor` for the next page; nil at the end.
  public let next: Int?
  /// Whether entries on the way were left out, as they belong to open questions that this reader
  /// may be asked about; whatever else the query asks for, as whether they would have matched tells
  /// what is in them.
  public let sealed: Bool
}

/// Finds the entries that a query asks for, block by block of the index.
struct LedgerReader {
  let shelf: any Shelf
  let library: Library
  let query: LedgerQuery
  /// What is looked for in entries; nil filters nothing.
  private let person: ID<Member>?
  private let taxa: Set<String>?
  private let range: Range<Int>
  private let seals: Seals
  /// The places that are sealed from the reader, and their blocks, ascending.
  private let sealed: [Int]
  private let sealedBlocks: [Int]

  private var isDescending: Bool { query.order == .latest }

  /// Reads what the query names; refuses a person or taxon that nobody knows, and a question that
  /// is sealed from the reader: that anything of it was left out would tell when something was.
  init(_ query: LedgerQuery, for caller: Caller, library: Library, on shelf: any Shelf) throws {
    self.shelf = shelf
    self.library = library
    self.query = query
    var seals = try Seals(for: caller, on: shelf)
    if let id = query.question, try seals.cover(id) { throw Refusal.sealed }
    sealed = query.question == nil ? try seals.places() : []
    sealedBlocks = Set(sealed.map(Mark.block(of:))).sorted()
    self.seals = seals
    person = try query.person.map { try shelf.known(person: $0) }
    taxa = try query.taxon.map { try shelf.names(below: $0, library) }
    let size = try shelf.ledgerSize()
    var range = try shelf.firstIndex(notBefore: query.from)..<size
    if let to = query.to {
      let end = try shelf.firstIndex(notBefore: Instant(milliseconds: to.milliseconds + 1))
      range = range.clamped(to: 0..<end)
    }
    if let cursor = query.cursor {
      range = range.clamped(
        to: query.order == .latest ? 0..<cursor : min(cursor, size - 1) + 1..<size)
    }
    self.range = range
  }

  /// The page.
  func page() throws -> LedgerHistory {
    var found: [Entry] = []
    var seals = seals
    try visit { bytes in
      guard try mayMatch(bytes) && !seals.cover(bytes) else { return true }
      let entry = try Entry(bytes: bytes)
      guard try matches(entry) else { return true }
      found.append(entry)
      return found.count <= query.limit
    }
    let items = try found.prefix(query.limit).map { try HistoryLine($0, on: shelf) }
    let isMore = found.count > query.limit
    return LedgerHistory(
      items: items, next: isMore ? items.last?.index : nil,
      sealed: isAnySealed(upTo: isMore ? found.last?.index : nil))
  }

  /// Whether anything is sealed on the way to an entry; nil for the whole way.
  private func isAnySealed(upTo last: Int?) -> Bool {
    sealed.contains { place in
      range.contains(place) && last.map { isDescending ? $0 < place : place < $0 } ?? true
    }
  }

  /// Shows the entries that may match in their order, until the body has enough.
  private func visit(_ body: ([UInt8]) throws -> Bool) throws {
    if let question = query.question {
      let entries = try shelf.trace(of: question).filter { range.contains($0.index) }
      for entry in isDescending ? entries.reversed() : entries
      where try !body(entry.bytes()) { return }
      return
    }
    guard !range.isEmpty else { return }
    var groups = try groups()
    let (first, last) = (Mark.block(of: range.lowerBound), Mark.block(of: range.upperBound - 1))
    var block = isDescending ? last : first
    while block >= first && block <= last {
      guard let next = try next(&groups, from: block), (first...last).contains(next) else {
        return
      }
      let start = next * Mark.blockSize
      let bounds = (start..<start + Mark.blockSize).clamped(to: range)
      let entries = try shelf.entries(bounds)
      for bytes in isDescending ? entries.reversed() : entries where try !body(bytes) { return }
      block = next + (isDescending ? -1 : 1)
    }
  }

  /// The next block to read, from this one on: one to which the index leads, or in which something
  /// is sealed. Of those all are read, as how long it takes would tell who is named in them.
  private func next(_ groups: inout [Postings], from block: Int) throws -> Int? {
    let named = try common(&groups, from: block)
    let covered =
      isDescending ? sealedBlocks.last { $0 <= block } : sealedBlocks.first { block <= $0 }
    guard let named, let covered else { return named ?? covered }
    return isDescending ? max(named, covered) : min(named, covered)
  }

  /// What must be named in a block, each by any of several.
  private func groups() throws -> [Postings] {
    var groups: [[Mark.Facet]] = []
    if let taxa, taxa.count <= Self.widestTaxon { groups.append(taxa.sorted().map { .taxon($0) }) }
    if let person { groups.append([.person(person)]) }
    if let place = query.place { groups.append([.place(place.code)]) }
    if let kind = query.kind { groups.append([.kind(kind)]) }
    if let rule = query.rule { groups.append([.rule(rule)]) }
    return groups.map { Postings(anyOf: $0, isDescending: isDescending) }
  }

  /// A taxon with more names below it is named nearly everywhere: reading all costs less.
  private static let widestTaxon = 5_000

  /// The first block from this one on in which all groups are named; nil for none.
  private func common(_ groups: inout [Postings], from block: Int) throws -> Int? {
    var block = block
    var agreed = 0
    while agreed < groups.count {
      for place in groups.indices {
        guard let next = try groups[place].next(from: block, on: shelf) else { return nil }
        agreed = next == block ? agreed + 1 : 1
        block = next
        if agreed >= groups.count { break }
      }
    }
    return block
  }

  /// Whether an entry's bytes allow that it matches, so that few need be read: canonical JSON ends
  /// with the kind and a salt, and holds a member's name in quotes.
  private func mayMatch(_ bytes: [UInt8]) -> Bool {
    let kind = Entry.kind(of: bytes)
    if let wanted = query.kind, kind != wanted { return false }
    guard let person, !Event.kindsOfAssignments.contains(kind) else { return true }
    return bytes.firstRange(of: Array("\"\(person.text)\"".utf8)) != nil
  }

  private func matches(_ entry: Entry) throws -> Bool {
    let event = entry.event
    guard query.kind.map({ $0 == event.kind }) ?? true,
      try person.map(entry.persons(on: shelf).contains) ?? true,
      query.rule.map({ $0 == event.ruleVersion }) ?? true,
      taxa.map({ !$0.isDisjoint(with: event.taxa + event.weighed) }) ?? true
    else { return false }
    guard let place = query.place else { return true }
    guard let code = try event.question.flatMap({ try shelf.placeCode(of: $0) }) else {
      return false
    }
    return try Place(code).codes.contains(place.code)
  }
}

extension Entry {
  /// The question that an entry belongs to by its bytes, without reading it: within a JSON text a
  /// quote has a backslash before it, so the name can stand nowhere else. Nil for none.
  static func question(of bytes: [UInt8]) -> ID<Question>? {
    guard let start = bytes.firstRange(of: Array("\"question\":\"".utf8))?.upperBound,
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\""))
    else { return nil }
    return ID(String(decoding: bytes[start..<end], as: UTF8.self))
  }
}

extension Shelf {
  /// The first entry at or after an instant; the ledger's size where there is none.
  func firstIndex(notBefore instant: Instant?) throws -> Int {
    guard let instant else { return 0 }
    var (low, high) = (0, try ledgerSize())
    while low < high {
      let middle = (low + high) / 2
      if try entryInstant(middle).map({ $0 < instant }) ?? true {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// When an entry was recorded: canonical JSON begins with it.
  private func entryInstant(_ index: Int) throws -> Instant? {
    guard let bytes = try entries(index..<index + 1).first, bytes.count > 31 else { return nil }
    return Instant(String(decoding: bytes[7..<31], as: UTF8.self))
  }

  /// A member by handle, or by the name that the ledger knows.
  func known(person: String) throws -> ID<Member> {
    if let member = try member(handle: person) ?? member(ID(person)) { return member.id }
    throw Refusal.notFound(kind: "member", name: person, field: "person")
  }

  /// The accepted names of a taxon and all below it in every subject's taxonomy, and a choice of
  /// that very name; refuses what nothing bears.
  func names(below taxon: String, _ library: Library) throws -> Set<String> {
    var names: Set<String> = []
    var refusal: Refusal?
    for each in try subjects() where each.taxonomy != nil {
      let taxonomy = try library.taxonomy(of: each, on: self)
      do {
        let node = try taxonomy.node(named: taxon)
        for other in taxonomy.taxa.indices where taxonomy.tree.isNode(Int32(other), within: node) {
          names.insert(taxonomy.taxa[other].name)
        }
      } catch { refusal = refusal ?? error }
    }
    let marks = Mark.questions(.taxon(taxon))
    let first = try records(.mark, RecordFilter(after: marks, limit: 1)).first
    if first?.key.hasPrefix(marks) == true { names.insert(taxon) }
    if names.isEmpty { throw refusal ?? .unknownTaxon(taxon, near: []) }
    return names
  }
}
