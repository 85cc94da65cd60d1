import Testing
import Witan

@Suite struct LikelihoodTests {
  @Test(arguments: [
    (1_000_000, "virtually certain"), (990_000, "virtually certain"),
    (989_999, "extremely likely"), (950_000, "extremely likely"), (949_999, "very likely"),
    (900_000, "very likely"), (899_999, "likely"), (660_000, "likely"),
    (659_999, "more likely than not"), (500_000, "more likely than not"),
    (499_999, "about as likely as not"), (330_000, "about as likely as not"),
    (329_999, "unlikely"), (0, "unlikely"),
  ])
  func `a probability has the words of the IPCC's scale`(partsPerMillion: Int, words: String) {
    #expect(Likelihood.words(partsPerMillion: partsPerMillion) == words)
  }
}
