import Witan
import WitanTesting

extension RandomLife {
  /// Somebody is shown photos or, as an auditor, the exact spot or what left the telephone; who was
  /// shown what is recorded.
  mutating func view(_ desk: Desk, _ id: ID<Question>) async throws {
    guard chance.below(3) > 0 else {
      _ = try await desk.spot(pick(auditors), id, ground: "to see whether it can live there")
      return
    }
    let sheet = try await desk.show(stewards[0], id)
    if let photo = sheet.originals?.first, chance.below(2) == 0 {
      _ = try await desk.original(
        pick(auditors), id, ofPhoto: photo, ground: "Inquiry \(chance.below(99))")
    }
    for photo in sheet.photos {
      _ = try await desk.photo(pick(stewards + auditors), id, photo)
    }
    try await desk.recordViews()
  }

  /// A steward keeps something from erasure, or lets it go.
  mutating func hold(_ desk: Desk, _ id: ID<Question>) async throws {
    let handle = pick(experts).member.handle ?? ""
    let thing: HeldThing = chance.below(3) > 0 ? .question(id) : .member(handle)
    if chance.below(4) == 0 {
      _ = try await desk.lift(pick(stewards), thing, ground: "It is settled")
    } else {
      _ = try await desk.hold(pick(stewards), thing, ground: "Court order \(chance.below(99))")
    }
  }

  /// A steward erases something of a question, or a guest, or an asker what is their own.
  mutating func erase(_ desk: Desk, _ id: ID<Question>) async throws {
    let sheet = try await desk.show(stewards[0], id)
    var target = ErasureTarget.text(of: id)
    switch chance.below(7) {
    case 0, 1: if let photo = sheet.photos.first { target = .photo(of: id, name: photo) }
    case 2:
      if let note = sheet.answers?.first(where: { $0.note != nil }) {
        target = .note(of: ID(note.id))
      }
    case 3: target = .outcome(of: id)
    case 5: if let photo = sheet.originals?.first { target = .original(of: id, name: photo) }
    case 4: if let guest = guests.popLast() { target = .member(handle: guest) }
    default: break
    }
    _ = try await desk.erase(pick(stewards + askers), target, ground: "At their wish")
  }

  /// What members are, read, and sign in by.
  mutating func ofMembers(_ desk: Desk) async throws {
    let steward = pick(stewards)
    let handle = pick(experts).member.handle ?? ""
    switch chance.below(6) {
    case 0:
      _ = try await desk.setLanguages(steward, handle: handle, pick([["en"], ["en", "hi"], []]))
    case 1:
      _ = try await desk.setGroup(steward, handle: handle, pick(["house-1", "house-2", nil]))
    case 2:
      let first = experts[0]
      _ = try await desk.setMail(
        first, handle: first.member.handle ?? "", address: "first@example.org", kinds: [])
      _ = try await desk.signInLink(pick(experts), handle: handle)
    case 3:
      // Made, used and ended.
      let (token, made) = try await desk.issueToken(steward, handle: handle, label: "laptop")
      _ = try await desk.caller(token: token)
      _ = try await desk.tick()
      _ = try await desk.revokeToken(steward, named: made.id)
    case 4:
      // One wants it, and perhaps the other one too.
      let roles: [Role] = [.asker, .steward]
      _ = try await desk.setRoles(stewards[0], handle: "asker-0", roles)
      if chance.below(3) == 0, stewards.count > 1 {
        _ = try await desk.setRoles(stewards[1], handle: "asker-0", roles)
      }
    default:
      told.advance(milliseconds: 40_000_000)
      _ = try await desk.tick()
    }
  }
}
