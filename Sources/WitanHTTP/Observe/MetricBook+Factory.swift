public import Metrics

extension MetricBook: MetricsFactory {
  /// One series of the book, as swift-metrics hands it out.
  private final class Line: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    private let book: MetricBook
    private let name: String
    private let labels: Labels
    private let isHistogram: Bool

    init(_ book: MetricBook, _ name: String, _ labels: [(String, String)], isHistogram: Bool) {
      (self.book, self.name, self.isHistogram) = (book, name, isHistogram)
      self.labels = labels.map { (name: $0.0, value: $0.1) }
    }

    func increment(by amount: Int64) { book.add(name, labels, Double(amount)) }
    func reset() { book.set(name, labels, 0) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { book.set(name, labels, value) }
    func increment(by amount: Double) { book.add(name, labels, amount) }
    func decrement(by amount: Double) { book.add(name, labels, -amount) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
      if isHistogram { book.note(name, labels, value) } else { set(value) }
    }
    func recordNanoseconds(_ duration: Int64) {
      book.note(name, labels, Double(duration) / 1_000_000_000)
    }
  }

  /// A counter; one that is not in the list of metrics counts nothing.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    Line(self, label, dimensions, isHistogram: false)
  }

  /// A gauge that can be set.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    Line(self, label, dimensions, isHistogram: false)
  }

  /// A histogram where values are to be aggregated, else a gauge.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    Line(self, label, dimensions, isHistogram: aggregate)
  }

  /// A histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    Line(self, label, dimensions, isHistogram: true)
  }

  /// Nothing: the numbers are the book's.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Nothing: the numbers are the book's.
  public func destroyMeter(_ handler: any MeterHandler) {}
  /// Nothing: the numbers are the book's.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Nothing: the numbers are the book's.
  public func destroyTimer(_ handler: any TimerHandler) {}
}
