/// A probability in words, the same at every door: the likelihood scale of the IPCC (Mastrandrea et
/// al. 2010, "Guidance Note for Lead Authors of the IPCC Fifth Assessment Report", table 1).
public enum Likelihood {
  /// The words for so many parts per million, in small letters.
  public static func words(partsPerMillion: Int) -> String {
    switch partsPerMillion {
    case 990_000...: "virtually certain"
    case 950_000...: "extremely likely"
    case 900_000...: "very likely"
    case 660_000...: "likely"
    case 500_000...: "more likely than not"
    case 330_000...: "about as likely as not"
    default: "unlikely"
    }
  }
}
