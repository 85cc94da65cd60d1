import Inference

/// Plain Dawid-Skene with a told number of rounds on the votes of stdin.
///
/// The program lets it run to rest; a comparison with others needs as many rounds as they do.
enum PlainRounds {
  /// Below this a probability is not printed; it stands for less than a judge tells from nothing.
  static let leastShown = 1e-9

  /// Reads task,worker,label rows without quotation and prints each task's label, or with `isWhole`
  /// the probability of every label. No rounds: reads alone, and prints nothing.
  static func run(rounds: Int, isWhole: Bool) throws {
    let votes = try read()
    guard rounds > 0 else { return }
    let stopping = StoppingRule(limit: rounds, tolerance: 0)
    let result = DawidSkene(pooling: .none, stopping: stopping).infer(votes.table)
    print(isWhole ? "task,label,probability" : "task,label")
    for (task, name) in votes.tasks.enumerated() {
      let belief = Array(result.belief(ofTask: task))
      if isWhole {
        for label in belief.indices where belief[label] >= leastShown {
          print("\(name),\(votes.labels[label]),\(belief[label])")
        }
      } else {
        print("\(name),\(votes.labels[result.winners(ofTask: task)[0]])")
      }
    }
  }

  private static func read() throws -> NamedVoteTable {
    var builder = VoteTableBuilder()
    _ = readLine()
    while let line = readLine() {
      let cells = line.split(separator: ",")
      guard cells.count == 3 else { throw Misuse(reason: "three cells a row: \(line)") }
      try builder.append(
        task: String(cells[0]), worker: String(cells[1]), label: String(cells[2]))
    }
    return try builder.build()
  }
}
