import Inference
import Testing

@testable import Witan

/// What a taxonomy's file may hold, and what is refused with its line.
@Suite struct TaxonomyFileTests {
  private static let header = "taxon,rank,parent,action,countries,names,synonyms\n"

  private func line(_ text: String) -> Int? {
    if case .taxonomyFault(let line, _)? = refusal({ _ = try Taxonomy(csv: Array(text.utf8)) }) {
      line
    } else {
      nil
    }
  }

  @Test(arguments: [
    ("", 1), ("taxon,rank,parent\n", 0), ("taxon,rank\nA,root\n", 1), ("name,rank,parent\n", 1),
    ("taxon,rank,parent,colour\nA,root,,red\n", 1), ("taxon,rank,parent,taxon\nA,root,,B\n", 1),
    ("taxon,rank,parent\nA,root\n", 2), ("taxon,rank,parent\nA,root,,\n", 2),
    ("taxon,rank,parent\n,root,\n", 2), ("taxon,rank,parent\nA,root,\nB,x,C\n", 3),
    ("taxon,rank,parent\nA,root,\nB,x,\n", 3), ("taxon,rank,parent\nA,root,\nB,x,A\nB,y,A\n", 4),
    ("taxon,rank,parent\nA,root,\nB,x,C\nC,x,B\n", 3), ("taxon,rank,parent\nA,root,A\n", 2),
    ("taxon,rank,parent\nA,root,\nB,x,B\n", 3), ("taxon,rank,parent\nB,x,C\nC,x,B\n", 2),
    ("taxon,rank,parent,action,countries\nA,root,,,\nB,x,A,,IN QQ\n", 3),
    ("taxon,rank,parent,action,countries\nA,root,,,in\n", 2),
    ("taxon,rank,parent,action,countries,names\nA,root,,,,Cobra\n", 2),
    ("taxon,rank,parent,action,countries,names\nA,root,,,,en:\n", 2),
    ("taxon,rank,parent,action,countries,names,synonyms\nA,root,,,,,a| |b\n", 2),
    ("taxon,rank,parent\nA,root,\n\"B\u{7}\",x,A\n", 3),
  ])
  func `a fault is refused with its line`(text: String, expected: Int) {
    #expect(line(text) == expected, "\(text)")
  }

  @Test func `names, ranks, depth and action classes have bounds`() {
    let long = String(repeating: "x", count: 201)
    #expect(line("taxon,rank,parent\nA,root,\n\(long),x,A\n") == 3)
    #expect(line("taxon,rank,parent\nA,\(long),\n") == 2)
    #expect(line("taxon,rank,parent,action\nA,root,,\(long)\n") == 2)
    let deep = (1...Taxonomy.depthLimit + 1).map { "T\($0),x,T\($0 - 1)\n" }.joined()
    #expect(line("taxon,rank,parent\nT0,root,\n" + deep) == Taxonomy.depthLimit + 3)
    let many = (0...Taxonomy.actionLimit).map { "T\($0),x,R,a\($0)\n" }.joined()
    #expect(line("taxon,rank,parent,action\nR,root,,\n" + many) != nil)
  }

  @Test func `rows may come in any order`() throws {
    let lines = Sample.csv.split(separator: "\n").map(String.init)
    let whole = try Sample.taxonomy()
    let seed: UInt64 = 17
    var chance = Chance(seed: seed)
    for _ in 0..<50 {
      var rows = Array(lines.dropFirst())
      for place in rows.indices.dropFirst().reversed() {
        rows.swapAt(place, chance.below(place + 1))
      }
      let text = ([lines[0]] + rows).joined(separator: "\r\n")
      let taxonomy = try Taxonomy(csv: Array(text.utf8))
      #expect(Set(taxonomy.taxa.map(\.name)) == Set(whole.taxa.map(\.name)), "seed \(seed)")
      for taxon in whole.taxa {
        let (here, there) = (
          try taxonomy.node(named: taxon.name), try whole.node(named: taxon.name)
        )
        #expect(taxonomy.action(of: here) == whole.action(of: there))
        #expect(
          taxonomy.tree.path(to: here).map { taxonomy[$0].name }
            == whole.tree.path(to: there).map { whole[$0].name })
      }
    }
  }

  @Test func `the demonstration's file loads with its 179 species`() throws {
    let taxonomy = try Taxonomy(csv: Sample.fixture("demo/snakes.csv"))
    #expect(taxonomy.taxa.count { $0.rank == "species" } == 179)
    #expect(taxonomy.actions == ["dangerous", "harmless"])
    #expect(taxonomy.taxa[0].name == "Serpentes")
    let viper = try taxonomy.node(named: "russell's viper")
    #expect(taxonomy[viper].name == "Daboia russelii")
    #expect(taxonomy.action(of: viper) == "dangerous")
    #expect(taxonomy.branch(of: viper) == "Viperidae")
    #expect(taxonomy[try taxonomy.node(named: "BRAHMINY blind snake")].rank == "species")
    let leaves = taxonomy.taxa.indices.filter { taxonomy.tree.isLeaf(Int32($0)) }
    #expect(leaves.allSatisfy { taxonomy.action(of: Int32($0)) != nil })
    #expect(throws: Refusal.self) { try taxonomy.node(named: "Daboia russeli") }
  }

  @Test func `a file of 100,000 taxa loads`() throws {
    var text = Self.header + "Life,root,,,,,\n"
    for family in 0..<1_000 {
      text += "F\(family),family,Life,\(family % 2 == 0 ? "left" : "right"),,,\n"
      for species in 0..<99 { text += "F\(family) s\(species),species,F\(family),,IN,,\n" }
    }
    let taxonomy = try Taxonomy(csv: Array(text.utf8))
    #expect(taxonomy.taxa.count == 100_001)
    let node = try taxonomy.node(named: "f999 S98")
    #expect(taxonomy.action(of: node) == "right")
    let prior = try taxonomy.prior(at: Place("IN"), rule: .first)
    #expect(prior.mass(0) == 1)
  }
}
