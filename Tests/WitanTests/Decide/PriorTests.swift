import Inference
import Testing

@testable import Witan

@Suite struct PriorTests {
  private func mass(_ name: String, _ prior: TreePrior, _ taxonomy: Taxonomy) throws -> Double {
    prior.mass[Int(try taxonomy.node(named: name))]
  }

  @Test func `the country goes before the region, the region before the rest`() throws {
    let csv = """
      taxon,rank,parent,action,countries
      R,root,,,
      Here,species,R,,IN
      Region,species,R,,TH
      Else,species,R,,BR
      Nowhere told,species,R,,
      """
    let taxonomy = try Taxonomy(csv: Array(csv.utf8))
    let flat = try taxonomy.prior(at: Place("IN-KA"), rule: .first)
    let here = try mass("Here", flat, taxonomy)
    #expect(agree(try mass("Region", flat, taxonomy) / here, 0.02))
    #expect(agree(try mass("Else", flat, taxonomy) / here, 0.001))
    #expect(agree(try mass("Nowhere told", flat, taxonomy) / here, 1))
    let region = try taxonomy.prior(at: Place("142"), rule: .first)
    #expect(agree(try mass("Here", region, taxonomy) / mass("Region", region, taxonomy), 1))
    #expect(agree(try mass("Else", region, taxonomy) / mass("Here", region, taxonomy), 0.001))
  }

  @Test func `without countries, and without a place, all are alike`() throws {
    let taxonomy = try Taxonomy(options: ["a", "b", "c", "d"])
    for place in [nil, try Place("IN"), try Place("150")] {
      let prior = try taxonomy.prior(at: place, rule: .first)
      for node in 1...4 { #expect(agree(prior.mass[node], 0.25)) }
    }
    let tree = try Sample.taxonomy()
    let prior = try tree.prior(at: nil, rule: .first)
    let species = ["Daboia russelii", "Echis carinatus", "Echis mitis"]
    let deep = try species.map { try mass($0, prior, tree) }
    #expect(deep.allSatisfy { agree($0, deep[0]) })
  }

  @Test func `a taxonomy leaves room for what it does not list, a list of options none`() throws {
    let taxonomy = try Sample.taxonomy()
    let prior = try taxonomy.prior(at: nil, rule: .first)
    #expect(agree(prior.openMass(0), 0.02))
    let options = try Taxonomy(options: ["a", "b"]).prior(at: nil, rule: .first)
    #expect(options.openMass(0) == 0)
  }
}
