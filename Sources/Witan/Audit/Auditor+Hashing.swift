import Ledger

extension Auditor {
  /// Hashes kept attachments anew: read here one after the other, unpacked and hashed on all cores.
  /// No more are in memory than there are hands to hash them.
  func hashAttachments(_ names: [String], _ steps: Steps, _ report: inout AuditReport) {
    let crew = HashCrew()
    for name in names {
      report.attachments += 1
      crew.hash(name) { try shelf.attachmentHash(name) }
      steps.take()
    }
    for (name, result) in crew.finish() {
      switch result {
      case .success(let hash):
        if !name.contains(hash.hex) { report.note(name, "its content hashes to \(hash.hex)") }
      case .failure(let fault as AttachmentFault): report.note(name, fault.reason)
      case .failure(let error): report.note(name, "it cannot be read: \(error)")
      }
    }
  }
}

/// How far an audit is.
final class Steps {
  private var done = 0
  private let all: Int
  private let progress: (Int, Int) -> Void

  /// Counts up to `all`, and tells each.
  init(all: Int, progress: @escaping (Int, Int) -> Void) {
    (self.all, self.progress) = (all, progress)
  }

  /// One more is done.
  func take() {
    done += 1
    progress(done, max(done, all))
  }
}

/// A name that is compared by its bytes: Swift takes canonically equivalent texts for equal, such
/// as "K" and the sign of the kelvin.
struct ExactName: Hashable {
  private let bytes: [UInt8]

  /// The bytes of a name.
  init(_ name: String) { bytes = Array(name.utf8) }
}
