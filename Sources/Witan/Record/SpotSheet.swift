/// Where something was seen, as one reader may know it.
public struct SpotSheet: Codable, Equatable, Sendable {
  /// Whether it is the spot itself, or the centre of the cell that it lies in.
  public let isExact: Bool
  public let latitudeMicrodegrees: Int
  public let longitudeMicrodegrees: Int
  /// The side of the cell; nil for the spot itself.
  public let cellMicrodegrees: Int?
  /// When it was seen: an instant with the spot itself, else the day (UTC); nil where that was not
  /// told.
  public let seen: String?

  /// A spot as it is, or its cell and day.
  init(_ spot: Spot, isExact: Bool) {
    let shown = isExact ? spot : spot.cell
    self.isExact = isExact
    latitudeMicrodegrees = shown.latitudeMicrodegrees
    longitudeMicrodegrees = shown.longitudeMicrodegrees
    cellMicrodegrees = isExact ? nil : Spot.cellMicrodegrees
    seen = spot.seenAt.map { isExact ? $0.text : $0.day }
  }

  /// For people: `12.971600, 77.594600, seen 2026-11-22T05:00:00.000Z`, or `near 12.9, 77.5 (within
  /// a cell of 0.2 degrees), seen 2026-11-22`.
  public var words: String {
    let (latitude, longitude) = (latitudeMicrodegrees, longitudeMicrodegrees)
    let digits = isExact ? 6 : 1
    let point = "\(Self.degrees(latitude, digits)), \(Self.degrees(longitude, digits))"
    let place = isExact ? point : "near \(point) (within a cell of 0.2 degrees)"
    return seen.map { "\(place), seen \($0)" } ?? place
  }

  /// Millionths of a degree in degrees with so many decimals; what is beyond them is cut off.
  static func degrees(_ value: Int, _ digits: Int = 6) -> String {
    let fraction = String(value.magnitude % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.utf8.count)
    let decimals = (zeros + fraction).prefix(digits)
    return "\(value < 0 ? "-" : "")\(value.magnitude / 1_000_000).\(decimals)"
  }
}

extension QuestionSheet {
  /// The same for who need not know where exactly it was.
  package var withoutExactSpot: QuestionSheet {
    var sheet = self
    sheet.spot = spot?.cell
    return sheet
  }
}

extension SpotSheet {
  /// The cell that it lies in, and the day.
  fileprivate var cell: SpotSheet? {
    guard isExact else { return self }
    let point = [latitudeMicrodegrees, longitudeMicrodegrees].map { Self.degrees($0) }
    return try? SpotSheet(
      Spot(point.joined(separator: ","), seenAt: seen.flatMap { Instant($0) }), isExact: false)
  }
}
