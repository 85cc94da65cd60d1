import Inference
import Testing

/// The cases on which iNaturalist's developers agreed (observation_spec.rb, "community taxon" and
/// "test cases"), under one root.
@Suite struct CommunityTaxonTests {
  //         life
  //          f
  //       /     \
  //      g1     g2
  //     /  \
  //    s1  s2
  //   /  \
  // ss1  ss2
  let tree: BeliefTree
  let f: Int32 = 1
  let g1: Int32 = 2
  let g2: Int32 = 3
  let s1: Int32 = 4
  let s2: Int32 = 5
  let ss1: Int32 = 6
  let ss2: Int32 = 7

  init() throws { tree = try BeliefTree(parents: [-1, 0, 1, 1, 2, 2, 4, 4]) }

  private func taxon(_ nodes: Int32...) -> Int32? {
    CommunityTaxon(nodes.map { .init($0) }, in: tree).node
  }

  private func taxon(_ identifications: [CommunityTaxon.Identification]) -> Int32? {
    CommunityTaxon(identifications, in: tree).node
  }

  @Test func `s1 s1 s2 is g1`() { #expect(taxon(s1, s1, s2) == g1) }
  @Test func `s1 s1 g1 is s1`() { #expect(taxon(s1, s1, g1) == s1) }
  @Test func `s1 s1 s1 g1 is s1`() { #expect(taxon(s1, s1, s1, g1) == s1) }
  @Test func `s1 s1 s2 s2 is g1`() { #expect(taxon(s1, s1, s2, s2) == g1) }
  @Test func `ss1 ss1 ss2 ss2 is s1`() { #expect(taxon(ss1, ss1, ss2, ss2) == s1) }
  @Test func `f f f f ss1 s2 s2 s2 s2 is s2`() {
    #expect(taxon(f, f, f, f, ss1, s2, s2, s2, s2) == s2)
  }
  @Test func `f f f f ss1 ss1 s2 s2 s2 s2 g1 is g1`() {
    #expect(taxon(f, f, f, f, ss1, ss1, s2, s2, s2, s2, g1) == g1)
  }
  @Test func `f g1 s1 is g1, for one identification is not enough`() {
    #expect(taxon(f, g1, s1) == g1)
  }
  @Test func `f f g1 s1 is g1`() { #expect(taxon(f, f, g1, s1) == g1) }
  @Test func `s1 s1 f f is s1`() { #expect(taxon(s1, s1, f, f) == s1) }
  @Test func `g2 s1 is f`() { #expect(taxon(g2, s1) == f) }
  @Test func `s1 ss1 is s1`() { #expect(taxon(s1, ss1) == s1) }

  @Test func `one identification or none gives none`() {
    #expect(taxon() == nil)
    #expect(taxon(s1) == nil)
  }

  @Test func `s1 s1 g1 that disagrees is g1`() {
    let coarse = CommunityTaxon.Identification(g1, disagreement: .with(previous: s1))
    #expect(taxon([.init(s1), .init(s1), coarse]) == g1)
  }

  @Test func `s1 s1 g1 from before the question was put is g1`() {
    #expect(taxon([.init(s1), .init(s1), .init(g1, disagreement: .unsaid)]) == g1)
    #expect(taxon([.init(g1, disagreement: .unsaid), .init(s1), .init(s1)]) == s1)
  }

  @Test func `s1 s1 f that disagrees, and f, is f`() {
    let coarse = CommunityTaxon.Identification(f, disagreement: .with(previous: s1))
    #expect(taxon([.init(s1), .init(s1), coarse, .init(f)]) == f)
  }

  /// s1 withdrawn, or s1 and s2; f disagreed with g1, the taxon that stood there then.
  @Test func `f that disagrees with g1 counts against all beneath g1, not against g2`() {
    let coarse = CommunityTaxon.Identification(f, disagreement: .with(previous: g1))
    #expect(taxon([coarse, .init(g2), .init(g2)]) == g2)
    #expect(taxon([.init(s2), coarse, .init(g2), .init(g2)]) == f)
  }

  @Test func `as it was before anyone was asked whether he disagrees`() {
    func old(_ nodes: Int32...) -> Int32? {
      taxon(nodes.map { .init($0, disagreement: .unsaid) })
    }
    #expect(old(s1, s1, s2) == g1)
    #expect(old(s1, s1, g1) == g1)
    #expect(old(s1, s1, s1, g1) == s1)
    #expect(old(f, f, f, f, ss1, s2, s2, s2, s2) == s2)
    #expect(old(f, f, f, f, ss1, ss1, s2, s2, s2, s2, g1) == g1)
    #expect(old(f, g1, s1) == g1)
    #expect(old(f, f, g1, s1) == g1)
    #expect(old(s1, s1, f, f) == f)
  }

  @Test func `exactly two thirds is not enough`() {
    let standings = CommunityTaxon([.init(s1), .init(s1), .init(s2)], in: tree).standings
    let standing = standings.first { $0.node == s1 }
    #expect(standing?.agreeing == 2 && standing?.disagreeing == 1)
    #expect(standing?.isAboveTwoThirds == false)
  }
}
