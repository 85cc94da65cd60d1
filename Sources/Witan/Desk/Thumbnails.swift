import Synchronization

/// Photos made smaller for pages, the latest of them, in memory alone.
///
/// They are made of the kept photo, whose hash is in its name and in the ledger, whenever they are
/// wanted and not here: so no picture that experts judge by is stored without being committed to,
/// and an erased photo leaves nothing smaller of itself behind.
final class Thumbnails: Sendable {
  /// Guards what is kept; never held while one is made.
  private let state = Mutex(State())

  private struct State {
    var kept: [Key: CleanPhoto] = [:]
    /// The keys in the order in which they came.
    var order: [Key] = []
    var bytes = 0
    /// How often all was forgotten.
    var age = 0
  }

  private struct Key: Hashable {
    let photo: String
    let width: PhotoWidth
  }

  /// The most bytes that are kept.
  static let limitBytes = 16 << 20

  /// A photo by its name, at this width: as it is kept, or as `make` gives it.
  func photo(
    _ name: String, _ width: PhotoWidth, make: () async throws -> CleanPhoto
  ) async throws -> CleanPhoto {
    let key = Key(photo: name, width: width)
    let (known, age) = state.withLock { ($0.kept[key], $0.age) }
    if let known { return known }
    let made = try await make()
    state.withLock { state in
      // What was erased while it was made is not kept.
      guard state.age == age, state.kept.updateValue(made, forKey: key) == nil else { return }
      state.order.append(key)
      state.bytes += made.bytes.count
      while state.bytes > Self.limitBytes {
        let oldest = state.order.removeFirst()
        state.bytes -= state.kept.removeValue(forKey: oldest)?.bytes.count ?? 0
      }
    }
    return made
  }

  /// Forgets all of them, as something was erased.
  func forget() {
    state.withLock { state in
      state.kept = [:]
      state.order = []
      state.bytes = 0
      state.age += 1
    }
  }

  /// How many are kept.
  var count: Int { state.withLock { $0.kept.count } }
}
