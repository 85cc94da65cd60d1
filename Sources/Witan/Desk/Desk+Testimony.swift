package import Ledger

extension Desk {
  /// The last checkpoint of this ledger that witnesses have cosigned; for anybody. Refuses
  /// (`notFound`) before the first.
  public func cosignedCheckpoint() async throws -> String {
    let kept = try testimony.cosigned()
    guard let (note, _) = try await archive.read({ try $0.cosigned(kept) }) else {
      throw Refusal.notFound(kind: "cosigned checkpoint", name: "of this ledger")
    }
    return note.description
  }

  /// Keeps a checkpoint with witnesses' signatures, which the caller has verified, in place of the
  /// last. Refuses what is no checkpoint of this ledger by its key.
  package func keep(cosigned note: SignedNote) async throws {
    guard try await archive.read({ try $0.cosigned(note.description) }) != nil else {
      throw Refusal.invalid(field: "checkpoint", reason: "it is not one of this ledger")
    }
    try testimony.keep(cosigned: note.description)
  }

  /// The names of the time stamps that are kept, the earliest first.
  public func stampNames() throws -> [String] { try testimony.stampNames() }

  /// A time stamp with the checkpoint that it is of; for anybody.
  public func stamp(_ name: String) throws -> KeptStamp {
    guard let stamp = try testimony.stamp(name) else {
      throw Refusal.notFound(kind: "time stamp", name: name)
    }
    return stamp
  }
}
