import Foundation
import Witan
import WitanTampering

/// Attacks by the thousand, for `tools/prove-tamper`.
enum TamperRun {
  /// Two lanes, each with communities of its own; progress goes to stderr, figures to stdout. Ends
  /// with 1 where an attack was not found, or an alarm was false.
  static func run(_ count: Int, untouched: Int, seed: UInt64) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "witan-tamper-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let lanes = 2
    let parts = try await withThrowingTaskGroup(of: Part.self) { group in
      for lane in 0..<lanes {
        group.addTask {
          try await Part(
            in: folder.appending(path: "lane-\(lane)").path, share(count, lane, lanes),
            untouched: share(untouched, lane, lanes), seed: seed &+ UInt64(lane) &* 10_000_000)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let misses = print(parts)
    if misses > 0 { exit(1) }
  }

  private static func share(_ count: Int, _ lane: Int, _ lanes: Int) -> Int {
    count / lanes + (lane < count % lanes ? 1 : 0)
  }

  /// What one lane did.
  private struct Part {
    let exercise: TamperExercise
    let whole: (done: Int, foundAlone: Int)
    let untouched: Int

    init(in folder: String, _ count: Int, untouched: Int, seed: UInt64) async throws {
      var exercise = try await TamperExercise(
        in: folder, seed: seed, communities: max(2, min(24, count / 40)))
      try await exercise.attack(count) { TamperRun.tell("attacks", $0, count) }
      whole = try await exercise.attackWhole()
      self.untouched = try await exercise.leaveAlone(untouched) {
        TamperRun.tell("untouched", $0, untouched)
      }
      self.exercise = exercise
    }
  }

  private static func tell(_ what: String, _ done: Int, _ all: Int) {
    guard done > 0, done % 250 == 0 || done == all else { return }
    FileHandle.standardError.write(Data("\(what) \(done) of \(all) in this lane\n".utf8))
  }

  /// Prints the figures; gives how many misses there were.
  private static func print(_ parts: [Part]) -> Int {
    Swift.print("attack,changed,found,named,unchanged")
    var sum = TamperExercise.Tally()
    for tamper in Tamper.allCases {
      var tally = TamperExercise.Tally()
      for part in parts { tally.add(part.exercise.tallies[tamper] ?? .init()) }
      sum.add(tally)
      Swift.print(line(tamper.rawValue, tally))
    }
    Swift.print(line("all", sum))
    let misses = parts.flatMap(\.exercise.misses)
    let (done, alone) = parts.reduce((0, 0)) { ($0.0 + $1.whole.done, $0.1 + $1.whole.foundAlone) }
    Swift.print("whole,\(done),\(alone)")
    Swift.print("untouched,\(parts.reduce(0) { $0 + $1.untouched })")
    for miss in misses { Swift.print("miss,\(miss)") }
    return misses.count
  }

  private static func line(_ name: String, _ tally: TamperExercise.Tally) -> String {
    "\(name),\(tally.changed),\(tally.found),\(tally.named),\(tally.unchanged)"
  }
}

extension TamperExercise.Tally {
  /// Adds another lane's.
  fileprivate mutating func add(_ other: TamperExercise.Tally) {
    changed += other.changed
    found += other.found
    named += other.named
    unchanged += other.unchanged
  }
}
