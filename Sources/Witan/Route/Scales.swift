/// What one survey weighs everybody by: found once, read a hundred thousand times.
struct Scales {
  /// By branch: what is expected of those who were judged, by row.
  let panels: [Roster.Panel]
  /// By home (not, elsewhere, unknown) and branch: what is expected of those who were not.
  let newcomers: [[(mean: Double, spread: Double)]]
  /// The same over all branches that are open: by row, and by home.
  let standings: [Standing]
  let newStandings: [Standing]
  /// By region of `Roster.regions`: which of the three.
  let homes: [Int]
  /// By zone: the minute of the local week.
  let minutes: [Int]
  /// Whoever was seen after it is held to be here.
  let recent: Instant
  /// The chance that somebody responds of whom nothing is known.
  let unknownChance: Double
  /// How many offers today are no more than a fair share.
  let fairOffers: Int

  /// The chance to name the right taxon over the open branches, and how far it may be off, both in
  /// parts per million.
  struct Standing {
    let skill: Int
    private let variance: Double

    init(mean: Double, variance: Double) {
      skill = partsPerMillion(mean)
      self.variance = variance
    }

    /// Reckoned where it is asked for, as a root takes longer than all else.
    var deviation: Int { partsPerMillion(variance.squareRoot()) }
  }

  /// A probability in parts per million, never quite 1.
  static func partsPerMillion(_ value: Double) -> Int {
    let parts = value * 1e6
    guard parts > 0 else { return 0 }
    guard parts < 999_999 else { return 999_999 }
    // To the nearest, without the call that rounding is where the processor may be an old one.
    let whole = Int(parts)
    return parts - Double(whole) < 0.5 ? whole : whole + 1
  }

  /// How somebody stands.
  func standing(_ post: Post) -> Standing {
    post.row >= 0 ? standings[post.row] : newStandings[home(post)]
  }

  /// The chance to name the right taxon, by branch.
  func shares(_ post: Post) -> [Double] {
    post.row >= 0
      ? panels.map { Double($0.mean[post.row]) } : newcomers[home(post)].map(\.mean)
  }

  private func home(_ post: Post) -> Int { post.home < 0 ? 2 : homes[post.home] }
}

extension Roster.Panel {
  /// Adds a share of what is expected to means and variances by row: without a check of each place,
  /// so that several rows are reckoned at once.
  fileprivate func add(_ weight: Double, to means: inout [Double], _ variances: inout [Double]) {
    let rows = min(mean.count, spread.count, means.count, variances.count)
    mean.withUnsafeBufferPointer { mean in
      spread.withUnsafeBufferPointer { spread in
        means.withUnsafeMutableBufferPointer { means in
          variances.withUnsafeMutableBufferPointer { variances in
            for row in 0..<rows {
              let share = Double(mean[row])
              means[row] += weight * share
              variances[row] += weight * share * share * Double(spread[row])
            }
          }
        }
      }
    }
  }
}

extension Roster {
  /// The scales for a question.
  mutating func scales(
    _ need: Router.Need, _ weights: [Double], rule: Rule, now: Instant
  ) -> Scales {
    let region = need.question.place?.region ?? ""
    let keys = need.branches.map {
      PanelKey(branch: $0.taxon, region: region, depth: need.depth)
    }
    let total = offers(on: now.dayNumber)
    let share = total * rule.reach.fairSharePartsPerMillion / 1_000_000
    let equal = count > 0 ? 3 * total / count : 0
    let panels = keys.map { panel($0) }
    let newcomers = [false, true, nil].map { isHome in
      keys.map { newcomer($0, isHome: isHome) }
    }
    return Scales(
      panels: panels, newcomers: newcomers, standings: Self.standings(panels, weights),
      newStandings: newcomers.map { expected in
        var (mean, variance) = (0.0, 0.0)
        for (weight, (share, spread)) in zip(weights, expected) {
          mean += weight * share
          variance += weight * share * share * spread
        }
        return Scales.Standing(mean: mean, variance: variance)
      },
      homes: homes(in: region),
      minutes: minutes(at: now), recent: rule.reach.recent(at: now),
      unknownChance: Double(rule.reach.respondsPartsPerMillion) / 1e6,
      fairOffers: max(rule.reach.fairOffers, share, equal))
  }

  /// By row: how those stand who were judged.
  private static func standings(_ panels: [Panel], _ weights: [Double]) -> [Scales.Standing] {
    let rows = panels.first?.mean.count ?? 0
    var means = [Double](repeating: 0, count: rows)
    var variances = means
    for (panel, weight) in zip(panels, weights) {
      panel.add(weight, to: &means, &variances)
    }
    return zip(means, variances).map(Scales.Standing.init)
  }

  /// By zone: the minute of the local week.
  func minutes(at now: Instant) -> [Int] {
    zones.map { Availability.localMinutes(now, offset: Availability.offset($0, at: now)) }
  }

  /// By region: the place of its three in `Scales.newcomers`.
  private func homes(in region: String) -> [Int] {
    regions.indices.map { home in
      switch isHome(home, in: region) {
      case false?: 0
      case true?: 1
      case nil: 2
      }
    }
  }
}

extension Roster {
  /// Where somebody stands; nil for nobody of this subject.
  func known(_ expert: ID<Member>) -> Int? {
    let place = place(of: expert)
    return place < count && names[place] == expert ? place : nil
  }

  /// Whether somebody, by their place, is held to copy.
  func isSuspected(_ place: Int) -> Bool { posts[place].isSuspected }

  /// A member by name.
  public func member(_ expert: ID<Member>) -> Member? { known(expert).map { members[$0] } }
}

extension Member {
  /// Whether they may be asked about a subject at all.
  func isExpert(in subject: ID<Subject>) -> Bool {
    roles.contains(.expert) && subjects.contains(subject)
  }

  /// Whether they read a language; see `reads(_:of:)`.
  func reads(_ language: String) -> Bool { Self.reads(language, of: languages) }

  /// Whether somebody of these languages reads another (BCP 47, by its first subtag); who names
  /// none reads all.
  static func reads(_ language: String, of languages: [String]) -> Bool {
    func primary(_ tag: String) -> String {
      String(tag.lowercased().prefix { $0 != "-" })
    }
    return languages.isEmpty || languages.contains { primary($0) == primary(language) }
  }
}
