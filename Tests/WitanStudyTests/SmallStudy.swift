import Foundation
import Witan

/// A study drawn by seed: three people who mostly know, six who mostly do not.
struct SmallStudy {
  static let items = 80
  static let people = 9
  static let species = [
    "Alba minor", "Alba major", "Alba nigra", "Bruna lenta", "Bruna celer", "Dira acris",
    "Dira mitis", "Dira saeva",
  ]

  private var chance: Chance

  init(seed: UInt64) { chance = Chance(seed: seed) }

  /// Writes the four files into a folder.
  mutating func write(to folder: String) throws {
    var taxonomy = "taxon,rank,parent,common_name,dangerous\nReptilia,class,,,\n"
    taxonomy += "Mitidae,family,Reptilia,,\nDiridae,family,Reptilia,,\n"
    taxonomy += "Alba,genus,Mitidae,,\nBruna,genus,Mitidae,,\nDira,genus,Diridae,,\n"
    for name in Self.species {
      let genus = name.split(separator: " ")[0]
      taxonomy += "\(name),species,\(genus),,\(genus == "Dira" ? "yes" : "no")\n"
    }
    var experts = "expert,home_region\n"
    for person in 0..<Self.people { experts += "e\(person),Europe\n" }
    var items = "item,region,truth\n"
    var answers = "item,expert,answered_at,taxon,first_sighting\n"
    for item in 0..<Self.items {
      let truth = Self.species[chance.below(Self.species.count)]
      items += "i\(item),Europe,\(truth)\n"
      for person in 0..<Self.people {
        let said = answer(of: person, truth)
        answers += "i\(item),e\(person),2019-01-01T00:00:00Z,\(said),\(chance.below(2))\n"
      }
    }
    let files = [
      "taxonomy.csv": taxonomy, "experts.csv": experts, "items.csv": items, "answers.csv": answers,
    ]
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
  }

  private mutating func answer(of person: Int, _ truth: String) -> String {
    let isRight = chance.below(100) < (person < 3 ? 93 : 35)
    if isRight { return truth }
    return chance.below(5) == 0 ? "" : Self.species[chance.below(Self.species.count)]
  }
}
