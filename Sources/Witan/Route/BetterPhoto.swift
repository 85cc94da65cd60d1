/// Event: the asker added photos to an open question. Those who had passed it on for want of a
/// better photo or another angle are offered it again: the one case in which a person gets a
/// question a second time. Who sleeps, or has no attention left, is when they can be asked
/// (`AssignmentsReoffered`).
public struct PhotosAdded: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// Commitments to the SHA-256 of each photo's stored bytes.
  public let photos: [Commitment]
  public let by: ID<Member>
  /// The assignments that are offered again.
  public let reoffered: [ID<Assignment>]
  public let offerEndsAt: Instant
  /// Commitments to the SHA-256 of each photo as it came, in the photos' order; nil where the asker
  /// did not say that they be kept.
  public let originals: [Commitment]?
}

/// Event: some who had wanted another photo, and could not be asked when it came, are offered the
/// question again now.
public struct AssignmentsReoffered: Codable, Equatable, Sendable {
  public let question: ID<Question>
  public let assignments: [ID<Assignment>]
  public let offerEndsAt: Instant
}

extension Assignment {
  /// Why its expert wants another photo; nil where they do not.
  public var photoWish: (reason: PassReason, at: Instant)? {
    guard case .passed(let instant, let reason) = state, reason.wantsPhoto else { return nil }
    return (reason, instant)
  }
}

extension Question {
  /// How long it is waited for another photo, and for those who wanted it, beyond the deadline too:
  /// the first word of an emergency is due before anybody can have gone back with a camera.
  static let photoSeconds = 600

  /// How many photos may still be added.
  public var photoRoom: Int { max(0, NewQuestion.photoLimit - photos.count) }

  /// Whether this assignment asks for a photo that has not come and still can, for somebody whom no
  /// steward keeps the question from since.
  public func awaitsPhoto(for assignment: Assignment) -> Bool {
    guard isOpen, photoRoom > 0, !barred.contains(assignment.expert),
      let wish = assignment.photoWish
    else { return false }
    return photoAddedAt.map { $0 < wish.at } ?? true
  }

  /// Whether this assignment asked for a photo that has come since, and was not offered again.
  func isOwed(_ assignment: Assignment) -> Bool {
    guard isOpen, !barred.contains(assignment.expert), let wish = assignment.photoWish,
      let photoAddedAt
    else { return false }
    return wish.at <= photoAddedAt
  }

  /// Until when a question of which no answer is awaited waits for a photo that is wanted, and for
  /// those who wanted the one that came; nil where nobody did. Never less than to its deadline.
  func photoEnd(_ assignments: [Assignment]) -> Instant? {
    assignments.compactMap { each in
      let since = isOwed(each) ? photoAddedAt : awaitsPhoto(for: each) ? each.photoWish?.at : nil
      return since.map { max(deadline, $0.adding(seconds: Self.photoSeconds)) }
    }.max()
  }

  /// Refuses photos from anybody but the asker, to a closed question, none, and more than a
  /// question may have.
  public func needsRoom(forPhotos count: Int, of member: ID<Member>) throws(Refusal) {
    guard member == asker else {
      throw .notAllowed(reason: "Only who asked a question adds photos to it.")
    }
    guard isOpen else { throw .questionClosed(phase: phase.rawValue) }
    guard count > 0 else { throw .invalid(field: "photo", reason: "at least one is needed") }
    guard count <= photoRoom else {
      throw .invalid(
        field: "photo",
        reason: "at most \(NewQuestion.photoLimit) photos a question; this one has \(photos.count)")
    }
  }

  /// Decides who is offered the question again now that it has more photos: all who wanted one and
  /// can be asked at once.
  ///
  /// - Parameters:
  ///   - added: commitments to the new photos.
  ///   - originals: the same of each as it came; nil where those are not kept.
  ///   - assignments: all of the question.
  ///   - canBeAsked: whether an expert is awake and has attention left.
  public func adding(
    _ added: [Commitment], originals: [Commitment]? = nil,
    assignments: [Assignment], clock: Rule.Clock, now: Instant,
    canBeAsked: (ID<Member>) throws -> Bool
  ) rethrows -> PhotosAdded {
    PhotosAdded(
      question: id, photos: added, by: asker,
      reoffered: try assignments.filter {
        try $0.photoWish != nil && canBeAsked($0.expert)
      }.map(\.id),
      offerEndsAt: now.adding(seconds: clock.offerSeconds), originals: originals)
  }
}
