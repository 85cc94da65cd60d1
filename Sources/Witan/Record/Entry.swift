import Foundation
import Ledger

/// An event's place in the ledger: what happened, when, by whom, in which community.
public struct Entry: Equatable, Sendable {
  /// Counts from 0.
  public let index: Int
  public let community: ID<Community>
  public let at: Instant
  /// Who did it; nil for the house itself (routing, deciding, the clock).
  public let by: ID<Member>?
  public let event: Event
  /// What makes the entry's hash tell nothing: 16 bytes of chance. The tree's leaves are public,
  /// and an answer without them, a few names and numbers, could be guessed from its leaf.
  public let salt: [UInt8]

  /// The number of bytes of a salt.
  public static let saltBytes = 16

  /// Takes the parts as they are.
  public init(
    index: Int, community: ID<Community>, at: Instant, by: ID<Member>?, event: Event,
    salt: [UInt8]
  ) {
    self.index = index
    self.community = community
    self.at = at
    self.by = by
    self.event = event
    self.salt = salt
  }

  /// The most bytes of one entry (C2SP tlog-tiles keeps lengths in 16 bits).
  public static let limitBytes = 65_535

  /// The bytes that are hashed: canonical JSON (RFC 8785, integers only) of
  /// `{"at","by","community","data","index","kind","salt","v":1}`; the salt in base64url.
  public func bytes() throws -> [UInt8] {
    let frame = Frame(
      at: at, by: by, community: community, data: Content(value: event.parts.content),
      index: index, kind: event.kind, salt: Base64.encodeURL(salt))
    let bytes = try Canonical.bytes(frame)
    guard bytes.count <= Self.limitBytes else {
      throw Refusal.tooLarge(field: event.kind, limitBytes: Self.limitBytes)
    }
    return bytes
  }

  /// Reads an entry; throws for bytes that are not canonical, another version, an
  /// unknown kind, and anything beside the fields of its kind.
  public init(bytes: [UInt8]) throws {
    _ = try JSON(canonical: bytes)
    let frame = try JSONDecoder().decode(ReadFrame.self, from: Data(bytes))
    self = frame.entry
    guard try self.bytes() == bytes else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "an entry says more than its kind \(event.kind)"))
    }
  }
}

/// Reads the content of an event as one type.
struct ContentReader {
  let container: KeyedDecodingContainer<FrameKey>

  func callAsFunction<Fact: Decodable>(_ type: Fact.Type) throws -> Fact {
    try container.decode(type, forKey: .data)
  }
}

/// The names of an entry's fields.
enum FrameKey: String, CodingKey {
  case at, by, community, data, index, kind, salt
  case version = "v"
}

private struct Content: Encodable {
  let value: any Encodable
  func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

private struct Frame: Encodable {
  let at: Instant
  let by: ID<Member>?
  let community: ID<Community>
  let data: Content
  let index: Int
  let kind: String
  let salt: String

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FrameKey.self)
    try container.encode(at, forKey: .at)
    try container.encode(by, forKey: .by)
    try container.encode(community, forKey: .community)
    try container.encode(data, forKey: .data)
    try container.encode(index, forKey: .index)
    try container.encode(kind, forKey: .kind)
    try container.encode(salt, forKey: .salt)
    try container.encode(1, forKey: .version)
  }
}

private struct ReadFrame: Decodable {
  let entry: Entry

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: FrameKey.self)
    let kind = try container.decode(String.self, forKey: .kind)
    guard try container.decode(Int.self, forKey: .version) == 1,
      let event = try Event(kind: kind, ContentReader(container: container))
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .kind, in: container, debugDescription: "an event of unknown kind \"\(kind)\"")
    }
    let text = try container.decode(String.self, forKey: .salt)
    guard let salt = Base64.decodeURL(text), salt.count == Entry.saltBytes else {
      throw DecodingError.dataCorruptedError(
        forKey: .salt, in: container, debugDescription: "a salt of other than 16 bytes")
    }
    entry = Entry(
      index: try container.decode(Int.self, forKey: .index),
      community: try container.decode(ID<Community>.self, forKey: .community),
      at: try container.decode(Instant.self, forKey: .at),
      by: try container.decode(ID<Member>?.self, forKey: .by), event: event, salt: salt)
  }
}
