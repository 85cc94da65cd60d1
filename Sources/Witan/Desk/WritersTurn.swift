/// Lets a change that hangs on a look come to its end where others write all the time: they wait
/// while it has the turn, and what was under way before comes in first.
actor WritersTurn {
  private var isHeld = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Returns once nobody has the turn.
  func wait() async {
    while isHeld { await withCheckedContinuation { waiting.append($0) } }
  }

  /// Takes the turn, once nobody else has it.
  func take() async {
    await wait()
    isHeld = true
  }

  /// Ends the turn, and lets in who waits.
  func end() {
    isHeld = false
    let all = waiting
    waiting = []
    all.forEach { $0.resume() }
  }
}
