/// What was found in one world region, by the verdicts so far: how common each taxon is there.
///
/// Sums are whole parts per million, so that adding and taking back in any order gives the same
/// record to the bit.
public struct Sightings: Codable, Equatable, Sendable {
  /// The subject.
  public let subject: ID<Subject>
  /// The region (UN M49); empty for questions from nowhere in particular.
  public let region: String
  /// By taxon (accepted name), in order: how often it was found.
  public private(set) var counts: [Count]

  /// One taxon's count.
  public struct Count: Codable, Equatable, Sendable {
    public let taxon: String
    public var partsPerMillion: Int

    /// Takes a taxon and its count.
    public init(taxon: String, partsPerMillion: Int) {
      self.taxon = taxon
      self.partsPerMillion = partsPerMillion
    }
  }

  /// Nothing found yet.
  public init(subject: ID<Subject>, region: String) {
    (self.subject, self.region, counts) = (subject, region, [])
  }

  /// The key under which the record stands.
  public static func key(_ subject: ID<Subject>, _ region: String) -> String {
    "\(subject.text)/\(region)"
  }

  /// Adds what one question found (`sign` 1) or takes it back (-1).
  mutating func learn(_ found: [Count], sign: Int) {
    for each in found {
      let place = counts.firstIndex { !$0.taxon.utf8.lexicographicallyPrecedes(each.taxon.utf8) }
      let at = place ?? counts.count
      if place.map({ counts[$0].taxon != each.taxon }) ?? true {
        counts.insert(Count(taxon: each.taxon, partsPerMillion: 0), at: at)
      }
      counts[at].partsPerMillion += sign * each.partsPerMillion
      if counts[at].partsPerMillion == 0 { counts.remove(at: at) }
    }
  }
}
