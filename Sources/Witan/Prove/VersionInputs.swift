/// What one version of a consensus was decided on, beside the answers: the skills used, what was
/// found in the region, how sure to be.
///
/// Every number follows from the entries and the estimates' files of the dossier; the second
/// verifier derives them anew.
public struct VersionInputs: Codable, Equatable, Sendable {
  /// The consensus' version, from 1.
  public let version: Int
  /// Its entry of the ledger; everything else is as it was before that entry.
  public let entry: Int
  public let subject: ID<Subject>
  /// The region by which skill was looked up; empty when the place is untold.
  public let region: String
  /// The version of the rule in force.
  public let rule: String
  /// SHA-256 of the taxonomy's file; nil where the question brought its own options.
  public let taxonomy: String?
  public let progress: Standing
  /// What was seen, as a question of this region counts it, by taxon in order.
  public let seen: [Sightings.Count]
  /// Those who had answered, in the order of their names.
  public let experts: [Expert]

  /// How far the subject's record had come.
  public struct Standing: Codable, Equatable, Sendable {
    /// How many of its questions were closed, counted up to where the founding time ends; nil for
    /// an emergency, of which nothing depends on it.
    public let closed: Int?
    /// How often skills had been estimated anew from all answers.
    public let estimate: Int
    /// How sure to be, by outcomes; nil before the first estimate.
    public let calibration: Calibration?
  }

  /// One expert's snapshot.
  public struct Expert: Codable, Equatable, Sendable {
    public let skill: Skill
    /// Whether the expert lives in the region; nil where that is not known.
    public let isHome: Bool?
    /// The group that the expert belonged to; nil for none.
    public let group: String?
  }

  /// The name of its file in a dossier.
  public var file: String { "inputs/version-\(version).json" }
}
