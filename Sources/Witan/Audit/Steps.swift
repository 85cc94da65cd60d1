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
