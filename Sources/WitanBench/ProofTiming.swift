import Foundation
import Ledger
import Witan
import WitanSQLite
import WitanTampering
import WitanTesting

/// What it takes to prove an entry of a great ledger, on its real file.
enum ProofTiming {
  /// Prints the size and the milliseconds, the slowest and the median of many, for the first entry,
  /// the last, and the consistency from half of the ledger; each proof is checked.
  static func run(_ folder: String) async throws {
    let archive = try SQLiteArchive.open(folder + "/community.sqlite", mode: .readOnly)
    let desk = Desk(archive: archive, world: ToldWorld(seed: 1).world, lab: PlainLab())
    let size = try await archive.read { try $0.ledgerSize() }
    let key = try NoteVerifier(try await desk.keys()[0].key)
    print("proof,entries,medianMilliseconds,slowestMilliseconds")
    for (name, index) in [("first", 0), ("last", size - 1), ("middle", size / 2)] {
      var times: [Double] = []
      for _ in 0..<50 {
        var proof = ""
        let spent = try await ContinuousClock().measure {
          proof = try await desk.prove(index: index)
        }
        times.append(spent / .milliseconds(1))
        let entry = try await archive.read { try $0.entries(index..<index + 1)[0] }
        _ = try ProofFile(parsing: proof).verify(entry: entry, by: [key])
      }
      report(name, size, times)
    }
    var times: [Double] = []
    for _ in 0..<50 {
      let spent = try await ContinuousClock().measure {
        _ = try await desk.proveConsistency(from: size / 2 + 1, to: size)
      }
      times.append(spent / .milliseconds(1))
    }
    report("consistency", size, times)
    try await archive.close()
  }

  private static func report(_ name: String, _ size: Int, _ times: [Double]) {
    let sorted = times.sorted()
    print("\(name),\(size),\(sorted[sorted.count / 2]),\(sorted[sorted.count - 1])")
  }
}
