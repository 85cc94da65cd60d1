extension JSONReader {
  /// Reads an integer within plus or minus 2^53 - 1; refuses fractions and exponents even where
  /// the number is whole (`56.0`, `1e3`), leading zeroes and `-0`.
  mutating func integer() throws(JSONFault) -> Int {
    let start = place
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { place += 1 }
    let magnitude = try magnitude(start)
    if let byte = next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) {
      throw JSONFault(
        offset: start,
        reason: "has a number with a fraction or an exponent: only integers are hashed")
    }
    guard !(isNegative && magnitude == 0) else {
      throw JSONFault(offset: start, reason: "has a negative zero")
    }
    return isNegative ? -magnitude : magnitude
  }

  private mutating func magnitude(_ start: Int) throws(JSONFault) -> Int {
    let first = place
    var magnitude = 0
    while let digit = digit {
      guard !(place > first && magnitude == 0) else { throw fault("has a leading zero") }
      magnitude = magnitude * 10 + digit
      guard magnitude <= JSON.largestInteger else {
        throw JSONFault(offset: start, reason: "has an integer beyond 2^53 - 1")
      }
      place += 1
    }
    guard place > first else { throw fault("has a number without digits") }
    return magnitude
  }

  private var digit: Int? {
    guard let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
      return nil
    }
    return Int(byte - UInt8(ascii: "0"))
  }
}
