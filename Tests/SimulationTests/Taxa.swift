import Witan

/// A small random taxonomy, and what people of some accuracy say about one of its species.
struct Taxa {
  /// Family, genus and species of each species.
  private(set) var paths: [[String]] = []
  private(set) var csv = "taxon,rank,parent,action\nAll,root,,\n"

  /// Two to four families with two or three genera of one to three species.
  init(_ chance: inout Chance) {
    for family in 0..<2 + chance.below(3) {
      csv += "F\(family),family,All,\(chance.below(2) == 0 ? "dangerous" : "harmless")\n"
      for genus in 0..<2 + chance.below(2) {
        csv += "F\(family) G\(genus),genus,F\(family),\n"
        for species in 0..<1 + chance.below(3) {
          let names = ["F\(family)", "F\(family) G\(genus)", "F\(family) G\(genus) s\(species)"]
          csv += "\(names[2]),species,\(names[1]),\n"
          paths.append(names)
        }
      }
    }
  }

  /// Some species.
  func truth(_ chance: inout Chance) -> [String] { paths[chance.below(paths.count)] }

  /// What somebody says who knows each further step with this probability: the species, now and
  /// then a coarser taxon or nothing; else another species from where their knowledge ends.
  func said(
    of truth: [String], accuracy partsPerMillion: Int, _ chance: inout Chance
  ) -> String? {
    if chance.below(20) == 0 { return nil }
    let known = truth.prefix { _ in chance.below(1_000_000) < partsPerMillion }.count
    if known == truth.count { return truth[known - 1] }
    if known > 0 && chance.below(4) == 0 { return truth[known - 1] }
    let near = paths.filter { $0.prefix(known) == truth.prefix(known) && $0 != truth }
    let pool = near.isEmpty ? paths : near
    return pool[chance.below(pool.count)][2]
  }
}
