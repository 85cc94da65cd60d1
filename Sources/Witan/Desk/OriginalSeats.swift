import Synchronization

/// How many originals are on their way out: each is in memory, at most 10 MiB, until whoever asked
/// for it has read it, and some read slowly.
final class OriginalSeats: Sendable {
  /// The most of all together, and of one member.
  static let limit = 8
  static let limitOfMember = 2

  /// Guards how many each member has; a member without any is no entry.
  private let taken = Mutex<[ID<Member>: Int]>([:])

  /// One on its way; it has left with the last reference to it.
  final class Seat: Sendable {
    private let seats: OriginalSeats
    private let member: ID<Member>

    fileprivate init(_ seats: OriginalSeats, _ member: ID<Member>) {
      (self.seats, self.member) = (seats, member)
    }

    deinit { seats.leave(member) }
  }

  /// Takes a seat; refuses (`busy`) one too many.
  func take(_ member: ID<Member>) throws(Refusal) -> Seat {
    let isTaken = taken.withLock { taken in
      guard taken.values.reduce(0, +) < Self.limit,
        taken[member, default: 0] < Self.limitOfMember
      else { return false }
      taken[member, default: 0] += 1
      return true
    }
    guard isTaken else {
      throw .busy(reason: "Too many original files are being read; try again in a moment.")
    }
    return Seat(self, member)
  }

  private func leave(_ member: ID<Member>) {
    taken.withLock { taken in
      let rest = taken[member, default: 1] - 1
      taken[member] = rest > 0 ? rest : nil
    }
  }
}

/// A photo as it came, on its way to whoever may have it.
public struct OriginalFile: Sendable {
  public let bytes: [UInt8]
  /// To be held until the bytes have left: others wait for the room.
  public let seat: any Sendable
}
