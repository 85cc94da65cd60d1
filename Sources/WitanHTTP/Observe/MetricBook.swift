import Synchronization

/// The numbers that a server tells of itself, and their text for Prometheus (exposition format
/// 0.0.4).
///
/// It is the back of swift-metrics too (`MetricBook+Factory.swift`), so that a keeper of the
/// archive can report without knowing of HTTP.
public final class MetricBook: Sendable {
  /// Labels with their values, in the order in which they are written.
  typealias Labels = [(name: String, value: String)]

  /// The numbers under one set of labels.
  private struct Series {
    /// Of a histogram the sum of its values.
    var value = 0.0
    /// How many values a histogram has, and how many are at most each limit.
    var count = 0
    var atMost: [Int] = []
  }

  /// The most sets of labels of one metric; what comes beyond is not counted.
  static let seriesLimit = 5_000

  private let metrics: [String: Metric]
  private let order: [Metric]
  /// Guards the numbers, by metric and by labels as they are written.
  private let series = Mutex<[String: [String: Series]]>([:])

  /// A book of the metrics of a server, all at naught.
  public convenience init() { self.init(Metric.all) }

  /// A book of these metrics.
  init(_ all: [Metric]) {
    order = all
    metrics = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for metric in all {
      switch metric.labels {
      case .none: change(metric.name, []) { _ in }
      case .known(let label, let values):
        for value in values { change(metric.name, [(label, value)]) { _ in } }
      case .found: break
      }
    }
  }

  /// Adds to a counter, or to a gauge.
  func add(_ name: String, _ labels: Labels = [], _ amount: Double = 1) {
    change(name, labels) { $0.value += amount }
  }

  /// Says what a gauge is now, or what a counter that is kept elsewhere has come to.
  func set(_ name: String, _ labels: Labels = [], _ value: Double) {
    change(name, labels) { $0.value = value }
  }

  /// Notes a value of a histogram.
  func note(_ name: String, _ labels: Labels = [], _ value: Double) {
    guard case .histogram(let limits) = metrics[name]?.sort else { return }
    change(name, labels) { series in
      series.value += value
      series.count += 1
      for (place, limit) in limits.enumerated() where value <= limit { series.atMost[place] += 1 }
    }
  }

  /// Changes the numbers of a known metric; anything else is left out.
  private func change(_ name: String, _ labels: Labels, _ body: (inout Series) -> Void) {
    guard let metric = metrics[name] else { return }
    let key = Self.written(labels)
    series.withLock { all in
      if all[name]?[key] == nil {
        guard all[name, default: [:]].count < Self.seriesLimit else { return }
        var fresh = Series()
        if case .histogram(let limits) = metric.sort {
          fresh.atMost = Array(repeating: 0, count: limits.count)
        }
        all[name, default: [:]][key] = fresh
      }
      body(&all[name, default: [:]][key, default: Series()])
    }
  }

  /// `a="b",c="d"`, escaped as the format asks.
  private static func written(_ labels: Labels) -> String {
    labels.map { label in
      let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n")
      return "\(label.name)=\"\(value)\""
    }.joined(separator: ",")
  }

  /// All numbers as Prometheus reads them.
  func text() -> String {
    let all = series.withLock { $0 }
    var lines: [String] = []
    for metric in order {
      lines.append("# HELP \(metric.name) \(metric.help)")
      let found = (all[metric.name] ?? [:]).sorted { $0.key < $1.key }
      switch metric.sort {
      case .counter, .gauge:
        let sort = if case .counter = metric.sort { "counter" } else { "gauge" }
        lines.append("# TYPE \(metric.name) \(sort)")
        for (labels, series) in found {
          lines.append("\(metric.name)\(Self.braced([labels])) \(Self.number(series.value))")
        }
      case .histogram(let limits):
        lines.append("# TYPE \(metric.name) histogram")
        for (labels, series) in found {
          for (limit, count) in zip(limits, series.atMost) {
            let braces = Self.braced([labels, "le=\"\(Self.number(limit))\""])
            lines.append("\(metric.name)_bucket\(braces) \(count)")
          }
          lines.append(
            "\(metric.name)_bucket\(Self.braced([labels, "le=\"+Inf\""])) \(series.count)")
          lines.append("\(metric.name)_sum\(Self.braced([labels])) \(Self.number(series.value))")
          lines.append("\(metric.name)_count\(Self.braced([labels])) \(series.count)")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func braced(_ parts: [String]) -> String {
    let parts = parts.filter { !$0.isEmpty }
    return parts.isEmpty ? "" : "{\(parts.joined(separator: ","))}"
  }

  /// A whole number without a point.
  private static func number(_ value: Double) -> String {
    Int(exactly: value).map(String.init) ?? String(value)
  }
}
