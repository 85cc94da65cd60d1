extension Desk {
  /// What a verdict would have been otherwise; reads the ledger up to it.
  public func whatIf(
    _ caller: Caller, _ id: ID<Question>, _ supposition: Supposition,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> WhatIf {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      let question = try shelf.existing(id)
      try View.needsUnsealed(question, for: caller, on: shelf)
      return try WhatIf(supposition, of: question, on: shelf, progress: progress)
    }
  }

  /// What the whole history would have come to under another rule; reads all of the ledger.
  /// Refuses who may still answer late what closed without any answer.
  public func whatIf(
    _ caller: Caller, rule: Rule,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> PolicyReport {
    try caller.needs(.auditor, .steward)
    return try await archive.read { shelf in
      try shelf.needsNothingAwaited(of: caller)
      return try PolicyLab.report(rule, on: shelf, progress: progress)
    }
  }
}
