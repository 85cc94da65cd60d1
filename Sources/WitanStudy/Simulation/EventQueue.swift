/// What happens next: a heap by instant, and among those of one instant in the order added.
struct EventQueue {
  private var heap: [(instant: Int, order: Int, what: SimulationRun.Happening)] = []
  private var added = 0

  /// Lets something happen at an instant.
  mutating func add(_ instant: Int, _ what: SimulationRun.Happening) {
    heap.append((instant, added, what))
    added += 1
    var place = heap.count - 1
    while place > 0, isBefore(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// The next happening; nil for none.
  mutating func next() -> (instant: Int, what: SimulationRun.Happening)? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && isBefore(child, least) { least = child }
      guard least != place else { break }
      heap.swapAt(place, least)
      place = least
    }
    return (first.instant, first.what)
  }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    (heap[one].instant, heap[one].order) < (heap[other].instant, heap[other].order)
  }
}
