import Foundation
import GRDB
import Ledger
import Witan

extension Attacker {
  /// Attacks on badges by somebody with the key; nil for other attacks.
  func badges(_ tamper: Tamper) async throws -> Tamper.Done? {
    let (kind, found): (String, String)
    switch tamper {
    case .badgeLeftOut: (kind, found) = ("badgeAwarded", "is left out before it")
    case .withdrawalLeftOut: (kind, found) = ("badgeWithdrawn", "is left out before it")
    case .lookLeftOut: return try await leaveLookOut()
    default: return nil
    }
    let entries: [[UInt8]] = try raw { try self.entries($0) }
    // What a steward called for nobody owes; what the clock does has no author.
    let places = entries.indices.filter { isOf(kind, entries[$0]) && !isAuthored(entries[$0]) }
    guard !places.isEmpty else { return Tamper.Done(nil) }
    try await rewrite(leavingOut(pick(places), of: entries), signedBy: [community.signer])
    return Tamper.Done(found)
  }

  /// A look at what leaned on a verdict is left out, but not what followed from it.
  private func leaveLookOut() async throws -> Tamper.Done {
    let entries: [[UInt8]] = try raw { try self.entries($0) }
    let places = try entries.indices.filter { place in
      guard isOf("leaningExamined", entries[place]),
        case .leaningExamined(let fact) = try Entry(bytes: entries[place]).event
      else { return false }
      let next = entries.indices.contains(place + 1) ? entries[place + 1] : []
      return !fact.recalled.isEmpty || isOf("badgeWithdrawn", next)
    }
    guard !places.isEmpty else { return Tamper.Done(nil) }
    try await rewrite(leavingOut(pick(places), of: entries), signedBy: [community.signer])
    return Tamper.Done("")
  }

  private func isAuthored(_ bytes: [UInt8]) -> Bool {
    bytes.firstRange(of: Array(",\"by\":\"m-".utf8)) != nil
  }

  /// The entries without one, all later ones renumbered, and what they say of places in the ledger
  /// with them.
  func leavingOut(_ place: Int, of entries: [[UInt8]]) -> [[UInt8]] {
    var rest = entries
    rest.remove(at: place)
    for index in place..<rest.count {
      var text = String(decoding: rest[index], as: UTF8.self)
        .replacingOccurrences(
          of: ",\"index\":\(index + 1),\"kind\"", with: ",\"index\":\(index),\"kind\"")
      for name in ["skillsAsOf", "entry"] { lower(name, beyond: place, in: &text) }
      rest[index] = Array(text.utf8)
    }
    return rest
  }

  /// Lowers a field by one where it tells a place behind another.
  private func lower(_ name: String, beyond place: Int, in text: inout String) {
    guard let start = text.range(of: "\"\(name)\":")?.upperBound else { return }
    let digits = text[start...].prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number > place else { return }
    text.replaceSubrange(digits.startIndex..<digits.endIndex, with: String(number - 1))
  }
}
