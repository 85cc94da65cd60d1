import Inference
import Testing

@testable import Witan

@Suite struct PriorTests {
  private func mass(_ name: String, _ prior: TreePrior, _ taxonomy: Taxonomy) throws -> Double {
    prior.mass(try taxonomy.node(named: name))
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
    let (region, elsewhere) = (
      Double(Rule.first.sameRegionPartsPerMillion) / 1e6,
      Double(Rule.first.elsewherePartsPerMillion) / 1e6
    )
    #expect(elsewhere < region && region < 1)
    #expect(agree(try mass("Region", flat, taxonomy) / here, region))
    #expect(agree(try mass("Else", flat, taxonomy) / here, elsewhere))
    #expect(agree(try mass("Nowhere told", flat, taxonomy) / here, 1))
    let wide = try taxonomy.prior(at: Place("142"), rule: .first)
    #expect(agree(try mass("Here", wide, taxonomy) / mass("Region", wide, taxonomy), 1))
    #expect(agree(try mass("Else", wide, taxonomy) / mass("Here", wide, taxonomy), elsewhere))
  }

  @Test func `without countries, and without a place, all are alike`() throws {
    let taxonomy = try Taxonomy(options: ["a", "b", "c", "d"])
    for place in [nil, try Place("IN"), try Place("150")] {
      let prior = try taxonomy.prior(at: place, rule: .first)
      for node in Int32(1)...4 { #expect(agree(prior.mass(node), 0.25)) }
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
    #expect(agree(prior.openMass(0), Double(Rule.first.openSharePartsPerMillion) / 1e6))
    let options = try Taxonomy(options: ["a", "b"]).prior(at: nil, rule: .first)
    #expect(options.openMass(0) == 0)
  }

  /// Four species alike in one genus, the prior worth n sightings: of 30 seen, 20 of the first and
  /// 10 of the second, the first has (n / 4 + 20) / (n + 30) of what is listed in what is listed, a
  /// third (n / 4) / (n + 30).
  @Test func `what was seen makes a species likelier, as beside so many sightings`() throws {
    let csv =
      "taxon,rank,parent\nR,root,\nG,genus,R\na,species,G\nb,species,G\nc,species,G\nd,species,G\n"
    let taxonomy = try Taxonomy(csv: Array(csv.utf8))
    let prior = try taxonomy.prior(at: nil, rule: .first)
    let seen: [Sightings.Count] = [
      .init(taxon: "a", partsPerMillion: 20_000_000),
      .init(taxon: "b", partsPerMillion: 10_000_000),
      .init(taxon: "not listed", partsPerMillion: 90_000_000),
    ]
    let learned = taxonomy.learned(prior, seen: seen, rule: .first)
    let worth = Double(Rule.first.priorStrength)
    let listed = 1 - Double(Rule.first.openSharePartsPerMillion) / 1e6
    for (name, count) in [("a", 20.0), ("b", 10), ("c", 0), ("d", 0)] {
      let expected = listed * listed * (worth / 4 + count) / (worth + 30)
      #expect(agree(try mass(name, learned, taxonomy), expected))
    }
    #expect(taxonomy.learned(prior, seen: [], rule: .first) == prior)
    let options = try Taxonomy(options: ["a", "b"])
    let alike = try options.prior(at: nil, rule: .first)
    #expect(options.learned(alike, seen: seen, rule: .first) == alike)
  }
}
