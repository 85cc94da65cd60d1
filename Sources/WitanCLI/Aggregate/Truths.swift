/// The true labels of tasks, as a file tells them.
struct Truths {
  private var labels: [NameBytes: String] = [:]

  /// The number of tasks.
  var count: Int { labels.count }

  /// The true label of a task; nil where it is not known.
  subscript(task: String) -> String? { labels[NameBytes(task)] }

  /// Adds the true label of a task; false where the task has one already.
  mutating func add(_ label: String, of task: String) -> Bool {
    labels.updateValue(label, forKey: NameBytes(task)) == nil
  }
}

/// A name that is told apart by its bytes, as votes are: Swift's own strings are also equal where
/// the same letters are written with other code points (Unicode's canonical equivalence).
struct NameBytes: Hashable {
  private let bytes: [UInt8]

  /// The bytes of a name.
  init(_ name: String) { bytes = Array(name.utf8) }
}
