package import Ledger
package import Witan

/// What every keeper of an `Archive` must do, in chapters.
///
/// Each chapter takes a new, empty archive, opened with `seal` as its sealer, and gives the
/// sentences that turned out false; none when all is well. It imports no test library, so that any
/// keeper's tests can run it.
package enum ArchiveExercise: String, CaseIterable, Sendable {
  case empty, ledger, records, filters, payloads, attachments
  case atomicity, sharedAtomicity, isolation, serialWrites, news, checkpoints

  /// The sealer that the archive under exercise must be opened with.
  package static let seal: @Sendable (_ size: Int, _ root: TreeHash) throws -> String = {
    "sealed \($0) \($1.hex)\n"
  }

  /// Runs the chapter; throws what the archive throws where nothing may be thrown.
  package func run(on archive: any Archive) async throws -> [String] {
    switch self {
    case .empty: try await Self.exerciseEmpty(archive)
    case .ledger: try await Self.exerciseLedger(archive)
    case .records: try await Self.exerciseRecords(archive)
    case .filters: try await Self.exerciseFilters(archive)
    case .payloads: try await Self.exercisePayloads(archive)
    case .attachments: try await Self.exerciseAttachments(archive)
    case .atomicity: try await Self.exerciseAtomicity(archive)
    case .sharedAtomicity: try await Self.exerciseSharedAtomicity(archive)
    case .isolation: try await Self.exerciseIsolation(archive)
    case .serialWrites: try await Self.exerciseSerialWrites(archive)
    case .news: try await Self.exerciseNews(archive)
    case .checkpoints: try await Self.exerciseCheckpoints(archive)
    }
  }
}

/// The claims of a chapter that turned out false.
struct Claims {
  private(set) var failures: [String] = []

  /// Claims something, in a sentence.
  mutating func claim(_ sentence: String, _ holds: Bool) {
    if !holds { failures.append(sentence) }
  }

  /// Claims that two values are the same.
  mutating func claim<Value: Equatable>(_ sentence: String, _ found: Value, is wanted: Value) {
    if found != wanted { failures.append("\(sentence): found \(found), wanted \(wanted)") }
  }
}

/// The error of a body that gives up.
struct GaveUp: Error, Equatable {
  let number: Int
}
