import Ledger
import Witan

extension ArchiveExercise {
  /// Records are put, replaced and removed, each kind for itself.
  static func exerciseRecords(_ archive: any Archive) async throws -> [String] {
    try await archive.write { pen in
      for kind in RecordKind.allCases { try pen.put(kind, "a", json("\"\(kind)\"")) }
      try pen.put(.member, "b", json("1"))
      try pen.put(.member, "b", json("2"))
      try pen.put(.member, "c", json("3"))
      try pen.remove(.member, "c")
      try pen.remove(.member, "never there")
    }
    return try await archive.read { shelf in
      var claims = Claims()
      for kind in RecordKind.allCases {
        let found = try shelf.record(kind, "a")
        claims.claim("\(kind) is its own table", found, is: json("\"\(kind)\""))
      }
      claims.claim("a later record takes the place", try shelf.record(.member, "b"), is: json("2"))
      claims.claim("a removed record is gone", try shelf.record(.member, "c") == nil)
      claims.claim(
        "they are listed", try shelf.records(.member, RecordFilter()).map(\.key), is: ["a", "b"])
      claims.claim("a NUL ends no name", try shelf.record(.member, "b\0") == nil)
      return claims.failures
    }
  }

  /// Every form of filter, against a plain search through the same records.
  static func exerciseFilters(_ archive: any Archive) async throws -> [String] {
    let records = sampleRecords()
    try await archive.write { pen in
      for record in records.reversed() { try pen.put(.question, record.key, record.body) }
    }
    return try await archive.read { shelf in
      var claims = Claims()
      for after in [nil, "", "k05", "k05x", "z", "\u{FFFD}", "\u{1F40D}"] {
        for limit in [0, 1, 3, Int(Int32.max)] {
          for isDescending in [false, true] {
            for (condition, matches) in sampleConditions() {
              let filter = RecordFilter(
                condition, after: after, limit: limit, isDescending: isDescending)
              let kept = records.filter { record in
                guard let after else { return matches(record) }
                return matches(record)
                  && (isDescending
                    ? precedes(record.key, after) : precedes(after, record.key))
              }
              let wanted = (isDescending ? kept.reversed() : kept).prefix(limit)
              claims.claim(
                "\(filter)", try shelf.records(.question, filter).map(\.key),
                is: wanted.map(\.key))
            }
          }
        }
      }
      return claims.failures
    }
  }

  /// A record of the sample: its key, and the fields by which it is listed.
  private struct Sample {
    let key: String
    let asker: String?
    let wakeAt: String?

    var body: [UInt8] {
      let asker = asker.map { ",\"asker\":\"\($0)\"" } ?? ""
      let wakeAt = wakeAt.map { "\"\($0)\"" } ?? "null"
      return json("{\"number\":7\(asker),\"wakeAt\":\(wakeAt)}")
    }
  }

  /// In the order of their keys' bytes, which is not that of UTF-16 (the snake comes last).
  private static func sampleRecords() -> [Sample] {
    let askers = ["m-a", "m-b", "m-é"]
    let plain = (0..<20).map { number -> Sample in
      let asker: String? = number % 5 == 4 ? nil : askers[number % 3]
      let wakeAt: String? = number % 4 == 3 ? nil : "2026-01-0\(1 + number % 7)T00:00:00.000Z"
      return Sample(key: number < 10 ? "k0\(number)" : "k\(number)", asker: asker, wakeAt: wakeAt)
    }
    let special = ["K", "kö", "k/1", "k-1", "é", "ß", "蛇", "\u{FFFD}", "\u{1F40D}", "", " "]
    let others = special.map { key in Sample(key: key, asker: "m-a", wakeAt: nil) }
    return (plain + others).sorted { precedes($0.key, $1.key) }
  }

  private typealias Match = (Sample) -> Bool

  private static func sampleConditions() -> [(RecordFilter.Condition, Match)] {
    var conditions: [(RecordFilter.Condition, Match)] = [(.all, { _ in true })]
    for asker in ["m-a", "m-é", "m-", "m-b\0", "7"] {
      conditions.append((.equal(field: "asker", to: asker), { $0.asker == asker }))
    }
    for limit in ["2026-01-03T00:00:00.000Z", "2025", "9"] {
      let matches: Match = { sample in
        sample.wakeAt.map { wakeAt in !precedes(limit, wakeAt) } ?? false
      }
      conditions.append((.upTo(field: "wakeAt", limit: limit), matches))
    }
    return conditions
  }
}

/// Whether one text comes before another in the order of bytes.
func precedes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

/// The bytes of a text.
func json(_ text: String) -> [UInt8] { Array(text.utf8) }
