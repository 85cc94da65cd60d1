/// What an asker is told where nobody could say anything.
extension View {
  /// What is said where nothing can be held; nil where something is.
  func fallback() throws -> Fallback? {
    guard !isSealed, let reason = try fallbackReason() else { return nil }
    return Fallback(reason: reason, text: try shelf.community().shownEmergencyText)
  }

  private func fallbackReason() throws -> Fallback.Reason? {
    let isOverdue =
      question.phase == .gathering && (now.map { question.deadline <= $0 } ?? false)
    // Where the next wave finds anybody, it is sent as the last offer ends.
    let isNobodyLeft =
      !question.isOpen || question.isWaveEmpty || isOverdue || !assignments.isEmpty
    let isAwaited = assignments.contains { each in
      each.isPending && !(isOverdue && now.map { each.endsAt ?? $0 <= $0 } ?? false)
    }
    if answers.isEmpty && isNobodyLeft && !isAwaited { return try reasonForSilence() }
    if isOverdue && answers.isEmpty { return .nothingKnown }
    let fact = try shelf.consensus(question.id, version: question.consensusVersion)?.fact
    guard question.phase != .gathering, let fact, fact.held == nil, fact.action == nil else {
      return nil
    }
    return .nothingKnown
  }

  /// Why nobody answered, by what those who looked wanted.
  private func reasonForSilence() throws -> Fallback.Reason {
    let assignments = try shelf.heeded(assignments, of: question)
    if assignments.contains(where: question.awaitsPhoto) { return .photoWanted }
    let wishes = assignments.compactMap(\.photoWish)
    let isUnmet = wishes.contains { wish in question.photoAddedAt.map { $0 < wish.at } ?? true }
    if isUnmet { return .photosTooPoor }
    let isLookedAt = assignments.contains { $0.passedFor != nil || $0.againFor != nil }
    return isLookedAt ? .nothingKnown : .nobodyReached
  }
}
