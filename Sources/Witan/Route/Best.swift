/// The best candidates of many, kept in a heap whose root is the worst kept, so that a look at
/// most costs one comparison.
struct Best {
  private var heap: [Candidate] = []
  private let limit: Int
  /// How many were offered.
  private(set) var total = 0

  init(limit: Int) { self.limit = limit }

  /// How many are kept.
  var count: Int { heap.count }

  /// The kept ones, the best first.
  var sorted: [Candidate] { heap.sorted(by: Candidate.isBefore) }

  /// Takes a candidate if it is among the best.
  mutating func offer(_ candidate: Candidate) {
    total += 1
    if heap.count < limit {
      heap.append(candidate)
      rise(heap.count - 1)
    } else if let worst = heap.first, Candidate.isBefore(candidate, worst) {
      heap[0] = candidate
      sink()
    }
  }

  private mutating func rise(_ start: Int) {
    var place = start
    while place > 0, Candidate.isBefore(heap[(place - 1) / 2], heap[place]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var worst = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && Candidate.isBefore(heap[worst], heap[child]) {
        worst = child
      }
      guard worst != place else { return }
      heap.swapAt(place, worst)
      place = worst
    }
  }
}
