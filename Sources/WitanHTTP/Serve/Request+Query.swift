import Hummingbird

extension Request {
  /// The query's fields; of a repeated one the last, as `Call` has it.
  ///
  /// Everybody reads the query here: two readers who took different ones of a repeated field would
  /// not speak of the same request.
  var query: [String: String] {
    Dictionary(
      uri.queryParameters.map { (String($0.key), String($0.value)) }, uniquingKeysWith: { $1 })
  }
}
