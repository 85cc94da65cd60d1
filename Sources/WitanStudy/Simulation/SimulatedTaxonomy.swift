import Witan

/// A made-up group of animals: families, genera and species in six world regions, some dangerous,
/// some common and most rare, and for each species the one it is taken for.
struct SimulatedTaxonomy {
  /// The taxa, with the action classes `dangerous` and `harmless`.
  let taxonomy: Taxonomy
  /// By region: the species found there, the commonest first.
  private let speciesByRegion: [String: [Species]]
  private let lookAlikes: [String: String]

  /// One species.
  struct Species {
    let name: String
    let genus: String
    let family: String
    let isDangerous: Bool
  }

  /// The countries that stand for the regions.
  static let countries = ["US", "BR", "ZA", "IN", "AU", "DE"]
  private static let families = 16
  private static let dangerousFamilies = 4
  private static let genera = 4
  private static let species = 5
  /// The n-th common species of a region is met 1 / (n + 2) as often.
  private static let commonness = 2.0

  init(_ chance: inout Chance) throws {
    var taxa = [Taxon(name: "Simulata", rank: "order", action: nil)]
    var parents: [Int32] = [-1]
    var byRegion: [String: [Species]] = [:]
    for family in 0..<Self.families {
      let familyName = "Familia-\(family)"
      let isDangerous = family < Self.dangerousFamilies
      taxa.append(
        Taxon(name: familyName, rank: "family", action: isDangerous ? "dangerous" : "harmless"))
      parents.append(0)
      let familyNode = Int32(taxa.count - 1)
      for genus in 0..<Self.genera {
        // Every genus lives in one region, so that kin are met together.
        let country = Self.countries[chance.below(Self.countries.count)]
        let genusName = "Genus-\(family)-\(genus)"
        taxa.append(Taxon(name: genusName, rank: "genus", action: nil))
        parents.append(familyNode)
        let genusNode = Int32(taxa.count - 1)
        for number in 0..<Self.species {
          let name = "Species-\(family)-\(genus)-\(number)"
          taxa.append(
            Taxon(name: name, rank: "species", action: nil, countries: [country]))
          parents.append(genusNode)
          byRegion[country, default: []].append(
            Species(name: name, genus: genusName, family: familyName, isDangerous: isDangerous))
        }
      }
    }
    taxonomy = try Taxonomy(taxa: taxa, parents: parents)
    for country in Self.countries { chance.shuffle(&byRegion[country, default: []]) }
    speciesByRegion = byRegion
    lookAlikes = Self.lookAlikes(byRegion, &chance)
  }

  /// Each species is taken for another of the same country, mostly of its own genus or family.
  private static func lookAlikes(
    _ byRegion: [String: [Species]], _ chance: inout Chance
  ) -> [String: String] {
    var found: [String: String] = [:]
    for country in countries {
      let all = byRegion[country] ?? []
      for each in all where all.count > 1 {
        let others = all.filter { $0.name != each.name }
        let kin = others.filter { $0.genus == each.genus }
        let relatives = others.filter { $0.family == each.family && $0.genus != each.genus }
        let draw = chance.below(100)
        let pool =
          draw < 60 && !kin.isEmpty ? kin : draw < 85 && !relatives.isEmpty ? relatives : others
        found[each.name] = pool[chance.below(pool.count)].name
      }
    }
    return found
  }

  /// The species of a country, the commonest first.
  func species(in country: String) -> [Species] { speciesByRegion[country] ?? [] }

  /// The dangerous family that is met most, all countries taken together.
  var commonestDangerousFamily: String {
    let shares = (0..<Self.dangerousFamilies).map { number in
      let name = "Familia-\(number)"
      let share = Self.countries.reduce(0.0) { sum, country in
        let all = species(in: country)
        let met = all.indices.filter { all[$0].family == name }
        return sum + met.reduce(0) { $0 + weight(rank: $1) } / total(of: all.count)
      }
      return (name: name, share: share)
    }
    return shares.max { $0.share < $1.share }?.name ?? ""
  }

  private func weight(rank: Int) -> Double { 1 / (Double(rank) + Self.commonness) }
  private func total(of count: Int) -> Double { (0..<count).reduce(0) { $0 + weight(rank: $1) } }

  /// What a species is taken for.
  func lookAlike(of species: Species) -> String { lookAlikes[species.name] ?? species.name }

  /// A species met in a country.
  func met(in country: String, _ chance: inout Chance) -> Species? {
    let all = species(in: country)
    guard !all.isEmpty else { return nil }
    var rest = chance.unit() * total(of: all.count)
    for place in all.indices {
      rest -= weight(rank: place)
      if rest <= 0 { return all[place] }
    }
    return all[all.count - 1]
  }
}

extension Chance {
  /// A number in 0..<1.
  mutating func unit() -> Double { Double(below(1 << 30)) / Double(1 << 30) }

  /// A standard normal deviate.
  mutating func normal() -> Double { Double(normalPartsPerMillion()) / 1e6 }

  /// Puts a list into an order of chance (Fisher, Yates).
  mutating func shuffle<Element>(_ list: inout [Element]) {
    for place in list.indices.dropFirst().reversed() { list.swapAt(place, below(place + 1)) }
  }
}
