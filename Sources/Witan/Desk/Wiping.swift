import Synchronization

/// Whether an erasure is on its way, or was left unfinished: what was erased is to be wiped from
/// beside the archive too, and a crash or a fault may have come between.
final class Wiping: Sendable {
  /// Guards the state.
  private let state = Mutex(State())

  private struct State {
    /// True at the beginning, as nobody knows how the program ended the last time.
    var isUnfinished = true
    var running = 0
  }

  /// What the clock has to do.
  enum Duty {
    /// Nothing: an erasure is on its way and does it.
    case none
    /// To overwrite what is left in the archive's own files.
    case overwrite
    /// To wipe all that an erasure wipes, first beside the archive.
    case finish
  }

  var duty: Duty {
    state.withLock { $0.running > 0 ? .none : $0.isUnfinished ? .finish : .overwrite }
  }

  /// An erasure begins; before its event is recorded, so that the clock leaves the mark to it.
  func begin() { state.withLock { $0.running += 1 } }

  /// One has wiped all that stands beside the archive; whether none other is on its way.
  func endedBeside() -> Bool {
    state.withLock { state in
      state.running -= 1
      return state.running == 0
    }
  }

  /// One ended before it had wiped all, or, refused, before it erased anything.
  func broke(isAnythingErased: Bool) {
    state.withLock { state in
      state.running -= 1
      if isAnythingErased { state.isUnfinished = true }
    }
  }

  /// All that was unfinished is done.
  func finished() { state.withLock { $0.isUnfinished = false } }
}

extension Desk {
  /// Overwrites in the archive's files what erasures left there; when the program begins, and after
  /// an erasure that broke off, first wipes what stands beside the archive: addresses, sessions and
  /// accounts of those who are gone, replies that were kept, and older copies.
  func finishErasures() async throws {
    switch wiping.duty {
    case .none: return
    case .overwrite: _ = try await archive.overwriteErased(at: world.now())
    case .finish:
      _ = try await archive.overwriteErased(at: world.now()) {
        let gone = try await archive.read { shelf in
          try shelf.members().filter { $0.handle == nil }.map(\.id)
        }
        for person in gone {
          try await sessionBook.forget(person)
          try await notifyBook.forget(person)
        }
        try await replyBook.forgetReplies()
        _ = try await replaceBackups()
      }
      wiping.finished()
    }
  }

  /// The same, where an erasure may have broken off.
  func finishBrokenErasure() async throws {
    if case .finish = wiping.duty { try await finishErasures() }
  }

  /// Wipes beside the archive what an erasure removed from it, and then within it.
  func wipe(_ done: Erasing.Done, _ backups: OldBackups) async throws -> (Bool, OldCopies) {
    let copies: OldCopies
    do {
      if done.photos > 0 { thumbnails.forget() }
      if let person = done.person {
        try await sessionBook.forget(person)
        try await notifyBook.forget(person)
      }
      try await replyBook.forgetReplies()
      copies =
        try await backups == .keep ? archive.replaceBackups(by: nil) : replaceBackups()
    } catch {
      wiping.broke(isAnythingErased: true)
      throw error
    }
    // Last, as the mark that something is to be wiped goes with it.
    guard wiping.endedBeside() else { return (false, copies) }
    return (try await archive.overwriteErased(at: world.now()), copies)
  }

  private func replaceBackups() async throws -> OldCopies {
    let name = "after-erasure-\(world.now().text.filter { $0 != ":" }).sqlite"
    let copies = try await archive.replaceBackups(by: name)
    try followBackups(copies)
    return copies
  }
}
