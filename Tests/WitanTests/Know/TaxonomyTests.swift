import Testing

@testable import Witan

/// Finding taxa by name, and what they inherit.
@Suite struct TaxonomyTests {
  private func near(_ name: String, _ taxonomy: Taxonomy) -> [String]? {
    if case .unknownTaxon(name, let near)? = refusal({ _ = try taxonomy.node(named: name) }) {
      near
    } else {
      nil
    }
  }

  @Test(arguments: [
    ("Daboia russelii", "Daboia russelii"), ("daboia RUSSELII", "Daboia russelii"),
    ("  Daboia   russelii ", "Daboia russelii"), ("Vipera russelii", "Daboia russelii"),
    ("russell's viper", "Daboia russelii"), ("दबोइया", "Daboia russelii"),
    ("vipers", "Viperidae"), ("SNAKES", "Serpentes"), ("wolf snake", "Lycodon aulicus"),
  ])
  func `a taxon is found by any of its names`(name: String, expected: String) throws {
    let taxonomy = try Sample.taxonomy()
    #expect(taxonomy[try taxonomy.node(named: name)].name == expected)
  }

  @Test func `an unknown name is refused with near ones, nearest first`() throws {
    let taxonomy = try Sample.taxonomy()
    #expect(near("Daboia russeli", taxonomy) == ["Daboia russelii"])
    #expect(near("Echis carinata", taxonomy)?.first == "Echis carinatus")
    #expect(near("Lyco", taxonomy)?.contains("Lycodon") == true)
    #expect(near("Felis catus", taxonomy) == [])
    #expect(near("", taxonomy) == [])
    #expect(near("x", taxonomy) == [])
    #expect(near(String(repeating: "x", count: 100_000), taxonomy) == [])
  }

  @Test func `a name that several bear is refused with all of them`() throws {
    let csv = """
      taxon,rank,parent,action,countries,names,synonyms
      R,root,,,,,
      A,species,R,,,en:Cobra,
      B,species,R,,,en:cobra|fr:naja,A
      C,species,R,,,fr:Naja,
      """
    let taxonomy = try Taxonomy(csv: Array(csv.utf8))
    #expect(near("COBRA", taxonomy)?.sorted() == ["A", "B"])
    #expect(near("Naja", taxonomy)?.sorted() == ["B", "C"])
    // The accepted name goes before another's synonym.
    #expect(taxonomy[try taxonomy.node(named: "A")].name == "A")
  }

  @Test func `at most five near names are given`() throws {
    let rows = (0..<30).map { "Taxon \($0),species,R\n" }.joined()
    let taxonomy = try Taxonomy(csv: Array("taxon,rank,parent\nR,root,\n\(rows)".utf8))
    #expect(near("Taxon", taxonomy)?.count == 5)
  }

  @Test func `an action class is inherited until it is set anew`() throws {
    let taxonomy = try Sample.taxonomy()
    let actions = [
      "Serpentes": nil, "Viperidae": "dangerous", "Daboia": "dangerous",
      "Daboia russelii": "dangerous", "Echis": "dangerous", "Echis carinatus": "dangerous",
      "Echis mitis": "harmless", "Colubridae": "harmless", "Lycodon aulicus": "harmless",
    ]
    for (name, action) in actions {
      #expect(taxonomy.action(of: try taxonomy.node(named: name)) == action, "\(name)")
    }
    #expect(taxonomy.actions == ["dangerous", "harmless"])
  }

  @Test func `options are a taxonomy one level deep`() throws {
    let taxonomy = try Taxonomy(options: ["replace it", "repair it", "leave it"])
    #expect(taxonomy.isFlat)
    #expect(taxonomy.taxa.count == 4)
    #expect(taxonomy.branch(of: 2) == "")
    #expect(taxonomy[try taxonomy.node(named: "REPAIR it")].name == "repair it")
    #expect(refusal { _ = try taxonomy.accepted("") } != nil)
    #expect(refusal { _ = try taxonomy.accepted("any") } != nil)
    #expect(try Sample.taxonomy().isFlat == false)
  }

  /// Levenshtein 1966; "kitten" and "sitting" are 3 apart.
  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 2),
    ("flaw", "lawn", 2), ("saturday", "sunday", 3),
  ])
  func `spellings are as far apart as is known`(left: String, right: String, distance: Int) {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    #expect(editDistance(a, b, bound: 9) == distance)
    #expect(editDistance(b, a, bound: 9) == distance)
    if distance > 1 { #expect(editDistance(a, b, bound: distance - 1) == distance) }
  }
}
