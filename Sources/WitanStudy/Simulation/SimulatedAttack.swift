import Witan

/// People who do not answer as they think.
public struct SimulatedAttack: Codable, Equatable, Sendable {
  /// How they go about it.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// A ring that gives one wrong, harmless answer to every question.
    case ring
    /// The same, honest until the middle of the week: camouflage.
    case sleepers
    /// People who repeat what one of them would say.
    case copycats
    /// A ring whose members come back under a new name each day.
    case whitewash
    /// One camp: a ring that lies about the commonest dangerous family only, honest elsewhere.
    case brigade
    /// People who are honest but for one dangerous question in four, on which they agree.
    case camouflage
  }

  public let kind: Kind
  /// The share of the community, in percent.
  public let percent: Int

  /// Takes kind and share as they are.
  public init(_ kind: Kind, percent: Int) {
    self.kind = kind
    self.percent = percent
  }

  /// Makes so many of the first members attackers.
  ///
  /// - Parameter cause: the family about which a brigade lies.
  func plant(
    in people: inout [SimulatedPerson], week: Int, cause: String, _ chance: inout Chance
  ) {
    var places = Array(people.indices.filter { people[$0].joinedAt < 0 })
    chance.shuffle(&places)
    let chosen = places.prefix(people.count * percent / 100)
    for place in chosen {
      switch kind {
      case .ring: people[place].intent = .ring(from: Int.min)
      case .sleepers: people[place].intent = .ring(from: week / 2)
      case .copycats: people[place].intent = .copies(leader: chosen.first ?? place)
      case .whitewash: rename(place, in: &people, week: week)
      case .camouflage: people[place].intent = .camouflage
      case .brigade: people[place].intent = .brigade(family: cause)
      }
    }
  }

  /// One who leaves each night and joins anew, as long as they would have stayed: nothing but the
  /// name differs from a ring of the same seed.
  private func rename(_ place: Int, in people: inout [SimulatedPerson], week: Int) {
    people[place].intent = .ring(from: Int.min)
    let end = people[place].leftAt ?? Int.max
    people[place].leftAt = min(end, Simulation.day)
    for start in stride(from: Simulation.day, to: min(week, end), by: Simulation.day) {
      var again = people[place].renamed(number: people.count, joinedAt: start)
      again.leftAt = min(end, start + Simulation.day)
      people.append(again)
    }
  }
}
