import Ledger

/// Writes events and what follows from them, in one transaction.
///
/// One instant for the whole transaction; personal texts are sealed on the way.
public struct Journal {
  let pen: any Pen
  let community: ID<Community>
  /// The instant of everything in this transaction.
  public let now: Instant
  private let secret: (Int) -> [UInt8]

  /// Opens the journal of a transaction.
  init(pen: any Pen, community: ID<Community>, now: Instant, secret: @escaping (Int) -> [UInt8]) {
    self.pen = pen
    self.community = community
    self.now = now
    self.secret = secret
  }

  /// Records an event and applies it.
  func record(_ event: Event, by member: ID<Member>?) throws {
    let entry = Entry(
      index: try pen.ledgerSize(), community: community, at: now, by: member, event: event,
      salt: secret(Entry.saltBytes))
    try pen.append(try entry.bytes())
    try Projector.apply(entry, to: pen)
  }

  /// Seals a personal text: keeps it with a salt of its own, and gives the commitment.
  func seal(_ name: String, _ text: String) throws -> Commitment {
    let disclosure = try Disclosure(salt: secret(16), name: name, value: .string(text))
    try pen.keep(disclosure)
    return Commitment(digest: disclosure.digest)
  }

  /// Seals a text if there is one.
  func seal(_ name: String, ifAny text: String?) throws -> Commitment? {
    try text.map { try seal(name, $0) }
  }
}
