/// Event: photos of a question were given out.
public struct PhotosViewed: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// In the order of their times.
  public let views: [Showing]

  /// Who was given which photo, and when.
  public struct Showing: Codable, Equatable, Sendable {
    public let member: ID<Member>
    /// The photo's number in its question, from 0.
    public let photo: Int
    public let at: Instant
  }

  /// The most views that one entry tells.
  static let limit = 256

  /// The same with no time after this one: a clock that was set back must not date an entry before
  /// what it tells.
  func until(_ now: Instant) -> PhotosViewed {
    PhotosViewed(
      question: question,
      views: views.map { Showing(member: $0.member, photo: $0.photo, at: min($0.at, now)) })
  }

  /// Whether the record before it allows it: photos that the question has, in the order of their
  /// times, none later than the entry.
  func isPlausible(of question: Question, at instant: Instant) -> Bool {
    let isInOrder = zip(views, views.dropFirst()).allSatisfy { $0.at <= $1.at }
    return isInOrder && (1...Self.limit).contains(views.count)
      && views.allSatisfy { question.photos.indices.contains($0.photo) && $0.at <= instant }
  }
}
