/// A value of a header with its parameters, `form-data; name="photo"` (RFC 9110 5.6.6).
struct HeaderValue: Equatable {
  /// What stands before the parameters, in lower case.
  let main: String
  /// The parameters; names in lower case, quotes taken off.
  let parameters: [String: String]

  /// Reads a value; nil for a malformed one or a parameter that comes twice.
  init?(_ text: some StringProtocol) {
    var reader = Reader(rest: Substring(text).unicodeScalars)
    main = reader.until(";").trimmedBlanks.lowercased()
    guard !main.isEmpty else { return nil }
    var parameters: [String: String] = [:]
    while reader.take(";") {
      reader.skipBlanks()
      guard !reader.rest.isEmpty else { break }
      let name = reader.until("=").trimmedBlanks.lowercased()
      guard !name.isEmpty, reader.take("="), let value = reader.value(),
        parameters.updateValue(value, forKey: name) == nil
      else { return nil }
      reader.skipBlanks()
    }
    guard reader.rest.isEmpty else { return nil }
    self.parameters = parameters
  }

  /// Reads from the front.
  private struct Reader {
    var rest: Substring.UnicodeScalarView

    mutating func until(_ stop: Unicode.Scalar) -> Substring {
      let end = rest.firstIndex(of: stop) ?? rest.endIndex
      defer { rest = rest[end...] }
      return Substring(rest[..<end])
    }

    mutating func take(_ wanted: Unicode.Scalar) -> Bool {
      guard rest.first == wanted else { return false }
      rest.removeFirst()
      return true
    }

    mutating func skipBlanks() {
      rest = rest.drop { $0 == " " || $0 == "\t" }
    }

    /// A token, or a text in quotes; a backslash takes the next quote or backslash as it is, and
    /// stands for itself elsewhere, as browsers send Windows paths.
    mutating func value() -> String? {
      skipBlanks()
      guard take("\"") else { return until(";").trimmedBlanks }
      var text = String.UnicodeScalarView()
      while let scalar = rest.popFirst() {
        if scalar == "\"" { return String(text) }
        if scalar == "\\", let next = rest.first, next == "\"" || next == "\\" {
          rest.removeFirst()
          text.append(next)
        } else {
          text.append(scalar)
        }
      }
      return nil
    }
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  var trimmedBlanks: String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    var scalars = Substring(self).unicodeScalars.drop(while: isBlank)
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(scalars)
  }
}
