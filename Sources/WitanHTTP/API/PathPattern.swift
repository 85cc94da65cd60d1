/// A path with names in braces, `/v1/questions/{id}`; each name stands for one whole part, but for
/// a last one such as `{index...}`, which stands for all that is left and is not empty.
struct PathPattern: Sendable {
  /// The pattern as OpenAPI writes it, which has no sign for "all that is left".
  let text: String
  private let parts: [Substring]
  private let takesRest: Bool

  /// Takes the pattern as it is written.
  init(_ text: String) {
    self.text = text.replacing("...}", with: "}")
    parts = Self.parts(self.text)
    takesRest = text.hasSuffix("...}")
  }

  /// What stands between the slashes. An empty part is a part: to a server that overlooked one, a
  /// proxy's rule for `/metrics` would say nothing of `//metrics`.
  static func parts(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }

  /// The names in a path that matches, nil for another path.
  func match(_ path: [Substring]) -> [String: String]? {
    guard parts.count == path.count || takesRest && parts.count < path.count else { return nil }
    var names: [String: String] = [:]
    for (wanted, part) in zip(parts, path) {
      if wanted.hasPrefix("{") {
        guard !part.isEmpty else { return nil }
        names[String(wanted.dropFirst().dropLast())] = String(part)
      } else if wanted != part {
        return nil
      }
    }
    if takesRest, let last = parts.last {
      names[String(last.dropFirst().dropLast())] = path[(parts.count - 1)...].joined(separator: "/")
    }
    return names
  }
}

/// A row of a table by which requests find their way: the API's endpoints, the server's routes.
protocol Routed {
  var method: Call.Method { get }
  var pattern: PathPattern { get }
}

extension Sequence where Element: Routed {
  /// The row for a method and a path, with the path's names.
  ///
  /// Refuses with 404 a path that no row has, and with 405 and `Allow` a method that it has not.
  func find(_ method: String, _ path: String) throws(Problem) -> (Element, [String: String]) {
    let parts = PathPattern.parts(path)
    var others: Set<String> = []
    for row in self {
      guard let names = row.pattern.match(parts) else { continue }
      if row.method.rawValue == method { return (row, names) }
      others.insert(row.method.rawValue)
    }
    guard !others.isEmpty else {
      throw Problem(404, "Not found", code: "no-such-path", "There is nothing at \(path).")
    }
    if others.contains("GET") { others.insert("HEAD") }
    throw Problem(
      405, "Method not allowed", code: "method-not-allowed", "\(path) has no \(method).",
      header: ["Allow": others.sorted().joined(separator: ", ")])
  }
}
