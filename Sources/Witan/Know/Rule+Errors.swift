import Inference

extension Rule.Errors {
  /// The numbers as the arithmetic takes them.
  var shared: SharedErrors {
    SharedErrors(
      difficulty: Double(difficultyPartsPerMillion) / 1e6,
      echo: echoPartsPerMillion.map { Double($0) / 1e6 },
      echoAstray: Double(echoAstrayPartsPerMillion) / 1e6,
      popularShare: Double(popularSharePartsPerMillion) / 1e6)
  }
}
