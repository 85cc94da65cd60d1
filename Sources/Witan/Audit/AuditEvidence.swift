import Ledger

/// What is kept, held against what was derived from the record before it.
///
/// Personal texts are left out: that they differ is said, not what they are.
public struct AuditEvidence: Codable, Equatable, Sendable {
  /// Where the two first differ: `held.partsPerMillion`, `reasons.2.weight`; nil where one of them
  /// cannot be read or is not there.
  public let field: String?
  /// What stands there, as JSON; nil for nothing.
  public var kept: String?
  /// What should, as JSON; nil for nothing.
  public var derived: String?
  /// SHA-256 of all that is kept; nil where it holds personal texts, which could be guessed by it.
  public var keptSHA256: String?
  /// SHA-256 of all that was derived.
  public var derivedSHA256: String?
  /// All that is kept, as JSON, or as text where it is none.
  public var keptWhole: String?
  /// All that was derived.
  public var derivedWhole: String?

  /// Takes a place and what stands there.
  init(field: String?, kept: String?, derived: String?) {
    (self.field, self.kept, self.derived) = (field, kept, derived)
  }

  /// Holds one against the other; nil stands for what is not there.
  init(kept: [UInt8]?, derived: [UInt8]?) {
    let (left, right) = (Side(kept), Side(derived))
    var found: Difference?
    if let one = left.json, let other = right.json { found = one.difference(from: other) }
    self.init(
      field: found?.path.joined(separator: "."), kept: found?.kept?.shown,
      derived: found?.derived?.shown)
    (keptSHA256, keptWhole) = (left.sha256, left.whole)
    (derivedSHA256, derivedWhole) = (right.sha256, right.whole)
  }

  /// In few words: what is kept, and what was derived.
  public var sentence: String? {
    guard let field else { return nil }
    func short(_ text: String?) -> String {
      guard let text else { return "nothing" }
      return text.count > Self.shortest ? "\(text.prefix(Self.shortest))..." : text
    }
    guard kept != nil || derived != nil else { return "they differ in \(field)" }
    return "\(field.isEmpty ? "it" : field) is \(short(kept)), derived \(short(derived))"
  }

  private static let shortest = 60

  /// One of the two.
  private struct Side {
    var json: JSON?
    var sha256: String?
    var whole: String?

    init(_ bytes: [UInt8]?) {
      guard let bytes else { return }
      guard let read = try? JSON(parsing: bytes) else {
        // What cannot be read may hide anything: only its hash is told.
        sha256 = SHA.sha256(bytes).hex
        return
      }
      let (shown, isPersonal) = read.withoutPersonalTexts()
      json = read
      if !isPersonal { sha256 = SHA.sha256(bytes).hex }
      whole = String(decoding: shown.canonicalBytes, as: UTF8.self)
    }
  }
}

/// The first place in which two values differ.
private struct Difference {
  var path: [String] = []
  let kept: JSON?
  let derived: JSON?
}

extension JSON {
  /// Fields of records that hold what somebody wrote of themselves or others, or where they were.
  private static let personal: Set<String> = [
    "handle", "name", "text", "note", "ground", "spot", "photos", "originals",
    "label",
  ]

  private static let unsaid = JSON.string("(personal, left out)")

  /// The value without personal texts; whether there were any.
  ///
  /// A name of something else than a member, as of an action in a verdict, stands beside a share.
  fileprivate func withoutPersonalTexts() -> (JSON, isPersonal: Bool) {
    switch self {
    case .object(let members):
      var isPersonal = false
      let isShare = members.contains { $0.name == "partsPerMillion" }
      let pairs = members.map { member in
        if Self.personal.contains(member.name), !isShare, member.value != .null {
          isPersonal = true
          return (member.name, Self.unsaid)
        }
        let (value, isInner) = member.value.withoutPersonalTexts()
        isPersonal = isPersonal || isInner
        return (member.name, value)
      }
      return ((try? JSON.sorted(pairs)) ?? .null, isPersonal)
    case .array(let values):
      let parts = values.map { $0.withoutPersonalTexts() }
      return (.array(parts.map(\.0)), parts.contains { $0.isPersonal })
    default: return (self, false)
    }
  }

  /// Where two values first differ; nil where they do not.
  fileprivate func difference(from other: JSON) -> Difference? {
    guard self != other else { return nil }
    switch (self, other) {
    case (.object(let left), .object(let right)):
      let names = (left + right).map(\.name)
      let isShare = names.contains("partsPerMillion")
      for name in names {
        guard self[name] != other[name] else { continue }
        if Self.personal.contains(name), !isShare {
          return Difference(
            path: [name], kept: self[name].map { _ in Self.unsaid },
            derived: other[name].map { _ in Self.unsaid })
        }
        return Self.step(into: name, self[name], other[name])
      }
    case (.array(let left), .array(let right)):
      for place in 0..<max(left.count, right.count) {
        let one = left.indices.contains(place) ? left[place] : nil
        let two = right.indices.contains(place) ? right[place] : nil
        if one != two { return Self.step(into: String(place), one, two) }
      }
    default: break
    }
    return Difference(kept: self, derived: other)
  }

  private static func step(into name: String, _ kept: JSON?, _ derived: JSON?) -> Difference {
    guard let kept, let derived, var inner = kept.difference(from: derived) else {
      return Difference(
        path: [name], kept: kept?.withoutPersonalTexts().0,
        derived: derived?.withoutPersonalTexts().0)
    }
    inner.path.insert(name, at: 0)
    return inner
  }

  /// As it is shown: JSON, cut where it is long.
  fileprivate var shown: String {
    let text = String(decoding: canonicalBytes, as: UTF8.self)
    return text.utf8.count > 1_000 ? "\(text.prefix(1_000))..." : text
  }
}
