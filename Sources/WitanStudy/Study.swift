public import Witan

/// A recorded study: photos whose truth is known, and what people answered.
///
/// Read from a folder of four files: `items.csv` (item, region, truth), `answers.csv` (item,
/// expert, taxon, first_sighting), `experts.csv` (expert, home_region) and `taxonomy.csv` (taxon,
/// rank, parent, dangerous).
public struct Study: Sendable {
  /// The one subject of a study.
  public static let subject = ID<Subject>("study")

  /// The taxa, with the action classes `dangerous` and `harmless`.
  public let taxonomy: Taxonomy
  /// The photos, in the order of the file.
  public let items: [Item]
  /// The people who answered.
  public let experts: [ID<Member>: Member]

  /// One photo.
  public struct Item: Sendable {
    public let id: ID<Question>
    /// The region of the world where it was taken; nil if the file tells none that is known.
    public let place: Place?
    /// The species that it shows, by accepted name.
    public let truth: String
    /// What people answered, by the names of the people.
    public var answers: [RecordedAnswer]
  }

  /// One recorded answer.
  public struct RecordedAnswer: Sendable {
    public let expert: ID<Member>
    /// The accepted name at any rank; nil for "can't tell".
    public let taxon: String?
    /// Whether the person had not met this species before in the study.
    public let isFirstSighting: Bool
  }

  /// The study with first sightings alone, and without the photos of which there is none: nobody
  /// could be asked about them.
  public var firstSightings: Study {
    let items = items.compactMap { item -> Item? in
      var item = item
      item.answers = item.answers.filter(\.isFirstSighting)
      return item.answers.isEmpty ? nil : item
    }
    return Study(taxonomy: taxonomy, items: items, experts: experts)
  }
}
