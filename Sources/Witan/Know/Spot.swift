/// Where exactly something was seen, a point of WGS 84, and when: what finds a person's house and
/// hour, and is shown only to those who need it. It never stands in the ledger itself.
public struct Spot: Codable, Equatable, Sendable {
  /// Millionths of a degree, north positive: -90,000,000 to 90,000,000.
  public let latitudeMicrodegrees: Int
  /// Millionths of a degree, east positive: -180,000,000 to 180,000,000.
  public let longitudeMicrodegrees: Int
  /// When it was seen; nil where that was not told.
  public let seenAt: Instant?

  /// The side of the cell that all others are shown: a fifth of a degree, some 22 km from north to
  /// south, as biodiversity networks obscure the places of threatened species.
  public static let cellMicrodegrees = 200_000

  /// The name under which it is sealed.
  static let payloadName = "spot"

  /// Reads latitude and longitude in decimal degrees, `12.9716,77.5946`, with six decimals at most;
  /// refuses everything else.
  public init(_ text: String, seenAt: Instant?) throws(Refusal) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let latitude = Self.microdegrees(parts[0], limit: 90),
      let longitude = Self.microdegrees(parts[1].drop { $0 == " " }, limit: 180)
    else {
      throw .invalid(
        field: "spot",
        reason: "latitude and longitude in degrees are needed, such as 12.9716,77.5946")
    }
    (latitudeMicrodegrees, longitudeMicrodegrees) = (latitude, longitude)
    self.seenAt = seenAt
  }

  /// `-12.9716` as -12,971,600; nil for what is no such number.
  private static func microdegrees(_ text: Substring, limit: Int) -> Int? {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text).split(
      separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...3).contains(parts[0].utf8.count),
      parts.count == 1 || (1...6).contains(parts[1].utf8.count),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let whole = Int(parts[0])
    else { return nil }
    let digits = parts.count == 2 ? String(parts[1]) : ""
    let fraction = Int(digits + String(repeating: "0", count: 6 - digits.utf8.count)) ?? 0
    let value = whole * 1_000_000 + fraction
    guard value <= limit * 1_000_000 else { return nil }
    return isNegative ? -value : value
  }

  private init(latitude: Int, longitude: Int) {
    (latitudeMicrodegrees, longitudeMicrodegrees, seenAt) = (latitude, longitude, nil)
  }

  /// The centre of its cell, without a time.
  public var cell: Spot {
    func centre(_ value: Int, limit: Int) -> Int {
      let side = Self.cellMicrodegrees
      // Division rounded down; what lies on the last edge belongs to the last cell.
      let number = min((value + limit) / side, 2 * limit / side - 1)
      return number * side - limit + side / 2
    }
    return Spot(
      latitude: centre(latitudeMicrodegrees, limit: 90_000_000),
      longitude: centre(longitudeMicrodegrees, limit: 180_000_000))
  }

  /// `12.971600,77.594600`, and after a blank the instant if there is one.
  public var text: String {
    func degrees(_ value: Int) -> String {
      let fraction = String(value.magnitude % 1_000_000)
      let zeros = String(repeating: "0", count: 6 - fraction.utf8.count)
      return "\(value < 0 ? "-" : "")\(value.magnitude / 1_000_000).\(zeros)\(fraction)"
    }
    let point = "\(degrees(latitudeMicrodegrees)),\(degrees(longitudeMicrodegrees))"
    return seenAt.map { "\(point) \($0.text)" } ?? point
  }

  /// Reads what `text` wrote; nil for anything else.
  init?(sealed text: String) {
    let parts = text.split(separator: " ", maxSplits: 1)
    let seenAt = parts.count == 2 ? Instant(String(parts[1])) : nil
    guard let point = parts.first, let spot = try? Spot(String(point), seenAt: seenAt),
      spot.text == text
    else { return nil }
    self = spot
  }
}
