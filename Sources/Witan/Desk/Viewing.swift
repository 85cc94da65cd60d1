import Synchronization

/// Who was given which photo since the last time that it was recorded.
///
/// A page shows the same photo several times: of one person and photo, views within ten minutes
/// count as one.
final class Viewing: Sendable {
  /// Guards the views that wait, and when each person was last given each photo.
  private let state = Mutex(State())

  private struct State {
    var waiting: [(question: ID<Question>, view: PhotosViewed.Showing)] = []
    var last: [Key: Instant] = [:]
  }

  private struct Key: Hashable {
    let member: ID<Member>
    let question: ID<Question>
    let photo: Int
  }

  /// The most that is remembered; then all is forgotten, and views are told again.
  private static let limit = 10_000
  private static let sameSeconds = 600

  /// Notes a view; the photo is its number within the question.
  func see(_ question: ID<Question>, photo: Int, by member: ID<Member>, at instant: Instant) {
    guard !Desk.isComparing else { return }
    let key = Key(member: member, question: question, photo: photo)
    state.withLock { state in
      if let last = state.last[key], instant < last.adding(seconds: Self.sameSeconds) { return }
      if state.last.count >= Self.limit { state.last = [:] }
      state.last[key] = instant
      state.waiting.append(
        (question, PhotosViewed.Showing(member: member, photo: photo, at: instant)))
    }
  }

  /// Everything noted so far, an event each question; it is forgotten here.
  func take() -> [PhotosViewed] {
    let waiting = state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
    let byQuestion = Dictionary(grouping: waiting) { $0.question }
    return byQuestion.sorted { $0.key < $1.key }.flatMap { question, all in
      let views = all.map(\.view).sorted { ($0.at, $0.member) < ($1.at, $1.member) }
      return stride(from: 0, to: views.count, by: PhotosViewed.limit).map { start in
        PhotosViewed(
          question: question,
          views: Array(views[start..<min(start + PhotosViewed.limit, views.count)]))
      }
    }
  }

  /// Puts back what could not be recorded.
  func putBack(_ facts: [PhotosViewed]) {
    state.withLock { state in
      state.waiting += facts.flatMap { fact in fact.views.map { (fact.question, $0) } }
    }
  }
}

extension Desk {
  /// Records who was given which photo. The clock does so every second, so a crash can lose the
  /// views of the last one; a server that stops records them first.
  public func recordViews() async throws {
    let facts = viewing.take()
    guard !facts.isEmpty else { return }
    do {
      try await record { journal, _ in
        for fact in facts { try journal.record(.photosViewed(fact.until(journal.now)), by: nil) }
      }
    } catch {
      viewing.putBack(facts)
      throw error
    }
  }
}
