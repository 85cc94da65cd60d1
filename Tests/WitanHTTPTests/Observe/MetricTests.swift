import Foundation
import HummingbirdTesting
import Metrics
import Testing
import Witan
import WitanTesting

@testable import WitanHTTP

@Suite struct `The book of metrics` {
  @Test func `writes counters, gauges and histograms as Prometheus reads them`() {
    let book = MetricBook([
      Metric(name: "a_total", sort: .counter, help: "A.", labels: .found),
      Metric(name: "b", sort: .gauge, help: "B."),
      Metric(name: "c", sort: .histogram([0.5, 2]), help: "C.", labels: .known("k", ["x"])),
    ])
    book.add("a_total", [("route", "/v1/\"\\\n")])
    book.add("a_total", [("route", "/v1/\"\\\n")])
    book.set("b", [], -1.5)
    for value in [0.25, 0.5, 2, 3] { book.note("c", [("k", "x")], value) }
    book.add("unknown", [], 1)
    #expect(
      book.text() == """
        # HELP a_total A.
        # TYPE a_total counter
        a_total{route="/v1/\\"\\\\\\n"} 2
        # HELP b B.
        # TYPE b gauge
        b -1.5
        # HELP c C.
        # TYPE c histogram
        c_bucket{k="x",le="0.5"} 2
        c_bucket{k="x",le="2"} 3
        c_bucket{k="x",le="+Inf"} 4
        c_sum{k="x"} 5.75
        c_count{k="x"} 4

        """)
  }

  @Test func `keeps no more sets of labels than its limit`() {
    let book = MetricBook([Metric(name: "a_total", sort: .counter, help: "A.", labels: .found)])
    for number in 0..<(MetricBook.seriesLimit + 100) { book.add("a_total", [("n", "\(number)")]) }
    #expect(book.text().split(separator: "\n").count == MetricBook.seriesLimit + 2)
  }

  @Test func `takes what is reported through swift-metrics, and nothing that it does not know`() {
    let book = MetricBook()
    Recorder(label: "witan_writer_batch_size", aggregate: true, factory: book).record(3)
    Counter(label: "somebody", dimensions: [("name", "farah")], factory: book).increment()
    let text = book.text()
    #expect(text.contains("witan_writer_batch_size_bucket{le=\"4\"} 1\n"))
    #expect(text.contains("witan_writer_batch_size_sum 3\n"))
    #expect(!text.contains("somebody") && !text.contains("farah"))
  }
}

@Suite struct `What is told of a server` {
  /// The value of one line.
  private func value(_ line: String, in text: String) -> Double? {
    text.split(separator: "\n").first { $0.hasPrefix(line + " ") }
      .flatMap { Double($0.dropFirst(line.count + 1)) }
  }

  /// All names that stand for a metric in a text.
  private func names(in text: String) -> Set<String> {
    Set(text.matches(of: /\bwitan_[a-z_]+/).map { String($0.output) })
  }

  @Test func `counts questions, answers, verdicts, requests and audits`() async throws {
    let house = try await House()
    try await house.open { visitor in
      let id = try await visitor.ask(photo: tinyPhoto)
      let asked = try await visitor.asked(id)
      let before = try await visitor.get("/metrics", as: "tomas").text
      #expect(value("witan_questions_open{phase=\"gathering\"}", in: before) == 1)
      #expect(
        value("witan_assignments_pending{state=\"offered\"}", in: before) == Double(asked.count))
      house.told.advance(seconds: 7)
      for expert in asked {
        _ = try await visitor.post(
          "/v1/questions/\(id)/answers", as: expert, #"{"taxon":"Daboia","confidence":"sure"}"#)
      }
      #expect(try await visitor.post("/v1/audit/verify", as: "ines", "{}").status == 200)
      let size = try #require(
        try await visitor.get("/v1/ledger/checkpoint").text.split(separator: "\n")
          .dropFirst().first.flatMap { Double($0) })
      // The follower of the ledger runs beside the requests.
      var text = ""
      for _ in 0..<1_000 {
        text = try await visitor.get("/metrics", as: "ines").text
        if value("witan_first_answer_seconds_count{urgency=\"emergency\"}", in: text) == 1,
          text.contains("witan_verdicts_total{state=\"provisional\"} 1")
            || text.contains("witan_verdicts_total{state=\"settled\"} 1")
        {
          break
        }
        await Task.yield()
      }
      #expect(
        value("witan_first_answer_seconds_bucket{urgency=\"emergency\",le=\"10\"}", in: text) == 1)
      #expect(
        value("witan_first_answer_seconds_bucket{urgency=\"emergency\",le=\"5\"}", in: text) == 0)
      #expect(value("witan_ledger_entries", in: text) == size)
      #expect(value("witan_ledger_lag_entries", in: text) == 0)
      #expect(value("witan_audits_total{result=\"clean\"}", in: text) == 1)
      #expect(value("witan_audits_total{result=\"broken\"}", in: text) == 0)
      #expect(
        value(
          "witan_http_requests_total{method=\"POST\",route=\"/v1/questions\",status=\"201\"}",
          in: text) == 1)
      for word in ["farah", "expert-", "Daboia", id, "wt_"] { #expect(!text.contains(word)) }
    }
  }

  @Test func `has every metric that the dashboard and the alerts name`() async throws {
    try await House().open { visitor in
      _ = try await visitor.get("/healthz")
      let told = names(in: try await visitor.get("/metrics", as: "tomas").text)
      for file in ["dashboard.json", "alerts.yml"] {
        let named = names(
          in: String(decoding: try House.file("tools/observe/\(file)"), as: UTF8.self))
        #expect(named.count >= 7)
        #expect(named.subtracting(told).isEmpty, "\(file)")
      }
      _ = try JSONSerialization.jsonObject(
        with: Data(try House.file("tools/observe/dashboard.json")))
      // Each is shown or watched somewhere.
      let used = try ["dashboard.json", "alerts.yml"].map {
        String(decoding: try House.file("tools/observe/\($0)"), as: UTF8.self)
      }.joined()
      for metric in Metric.all { #expect(used.contains(metric.name), "\(metric.name)") }
    }
  }

  @Test func `is for stewards and auditors, and for programs on this machine`() async throws {
    let house = try await House()
    try await house.open { visitor in
      #expect(try await visitor.get("/metrics").status == 401)
      #expect(try await visitor.get("/metrics", as: "farah").status == 403)
      #expect(try await visitor.get("/metrics", as: "expert-0").status == 403)
      for handle in ["ines", "tomas"] {
        let answer = try await visitor.get("/metrics", as: handle)
        #expect(answer.status == 200 && answer["Cache-Control"] == "no-store")
        #expect(answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
      }
    }
    try await house.open(.live) { visitor in
      #expect(try await visitor.get("/metrics").status == 200)
      // Handed on by a proxy, or made by a browser for a stranger's page.
      for field in [
        "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via", "Origin",
        "Sec-Fetch-Site",
      ] {
        let answer = try await visitor.get("/metrics", header: [field: "203.0.113.7"])
        #expect(answer.status == 401, "\(field)")
      }
    }
  }

  @Test func `is told on this machine under its own names alone, not to a name that leads here`()
    async throws
  {
    try await House().open(.live) { visitor in
      let port = try #require(visitor.client.port)
      func ask(_ host: String) async throws -> [Int] {
        try await RawSocket.exchange(
          Array("GET /metrics HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n".utf8),
          port: port
        ).statuses
      }
      for host in [
        "localhost", "LocalHost:\(port)", "127.0.0.1", "127.0.0.1:\(port)", "127.8.9.1:1", "[::1]",
        "[::1]:\(port)", "[::ffff:127.0.0.1]:80",
      ] { #expect(try await ask(host) == [200], "\(host)") }
      for host in [
        "evil.example", "evil.example:\(port)", "localhost.evil.example", "127.0.0.1.evil.example",
        "203.0.113.7", "0.0.0.0:\(port)", "[2001:db8::1]:\(port)", "[::]", "127.1", "localhost:x",
        "localhost:1:2",
      ] { #expect(try await ask(host) == [401], "\(host)") }
    }
  }

  @Test(.enabled(if: promtool != nil, "promtool is not installed"))
  func `has rules that Prometheus itself reads`() throws {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.promtool))
    process.arguments = [
      "check", "rules", House.root.appending(path: "tools/observe/alerts.yml").path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Where Prometheus' own checker is; nil for nowhere.
  static let promtool: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let path = folders.map { "\($0)/promtool" }
      .first(where: FileManager.default.isExecutableFile(atPath:))
    if path == nil { print("SKIPPED: promtool is not installed (Debian's package prometheus)") }
    return path
  }()
}
