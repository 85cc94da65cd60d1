import Foundation

/// Where a question comes from or a member lives: a country (ISO 3166-1 alpha-2, `IN`), one of its
/// subdivisions (ISO 3166-2, `IN-KA`), or a region of the world (UN M49, `142` for Asia), as in the
/// region subtags of BCP 47.
///
/// The countries stand in `Place+Countries.swift`; a subdivision is checked for its form and its
/// country only, as no library here lists them all.
public struct Place: Hashable, Sendable {
  /// The code, in capitals.
  public let code: String
  /// The country's code; nil for a region of the world.
  public let country: String?
  /// The M49 number of the continent (002 Africa, 009 Oceania, 019 Americas, 142 Asia, 150 Europe)
  /// or, in the Americas, of 003 (north and central) or 005 (south): the region by which skill is
  /// kept.
  public let region: String

  /// Reads a code; refuses one that names no place.
  public init(_ code: String) throws(Refusal) {
    // Only ASCII: others' capitals may be ASCII ("ß" has the capitals of South Sudan).
    guard code.utf8.allSatisfy({ $0 < 128 }) else { throw .unknownPlace(code) }
    let capitals = code.uppercased()
    let parts = capitals.split(separator: "-", omittingEmptySubsequences: false)
    guard code.utf8.count <= 6, let head = parts.first.map(String.init), parts.count <= 2 else {
      throw .unknownPlace(code)
    }
    if parts.count == 2 {
      let tail = parts[1].utf8
      let isWellFormed = (1...3).contains(tail.count) && tail.allSatisfy(\.isCapitalOrDigit)
      guard isWellFormed else { throw .unknownPlace(code) }
    }
    if let known = Self.worldRegions[head], parts.count == 1 {
      (self.code, country, region) = (head, nil, known)
      return
    }
    guard let region = Self.regionOfCountry(head) else { throw .unknownPlace(code) }
    (self.code, country, self.region) = (capitals, head, region)
  }

  /// The world regions that may be named, and the region of skill each belongs to.
  private static let worldRegions = [
    "002": "002", "003": "003", "005": "005", "009": "009", "142": "142", "150": "150",
  ]

  /// The region of skill of a country, or nil where no country bears the code.
  static func regionOfCountry(_ code: String) -> String? {
    regionsByCountry[code]
  }

  /// The English name of the place, for people.
  public var name: String {
    let names = [
      "002": "Africa", "003": "North and Central America", "005": "South America",
      "009": "Australia and Oceania", "142": "Asia", "150": "Europe",
    ]
    guard let country else { return names[region] ?? code }
    let name = Locale(identifier: "en").localizedString(forRegionCode: country) ?? country
    return code == country ? name : "\(name) (\(code))"
  }
}

extension Place: Codable {
  /// Reads a code.
  public init(from decoder: any Decoder) throws {
    self = try Place(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the code.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}

extension UInt8 {
  fileprivate var isCapitalOrDigit: Bool { (65...90).contains(self) || (48...57).contains(self) }
}
