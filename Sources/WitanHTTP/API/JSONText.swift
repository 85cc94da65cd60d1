import Foundation
import Ledger
import Witan

/// JSON as the API writes it: keys in alphabetical order, slashes as they are.
public enum JSONText {
  /// A value as JSON.
  public static func bytes(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(value))
  }

  /// Reads a request's body, an object with the fields of `Value` and no others.
  ///
  /// Refuses what is not JSON (RFC 8259, without repeated names and without fractions, of which the
  /// API has none) and names the field that is wrong. A field that nobody knows is refused too: a
  /// misspelt `urgency` must not make an emergency.
  static func value<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    let bytes = bytes.isEmpty ? Array("{}".utf8) : bytes
    let sent = try object(bytes)
    do {
      let value = try JSONDecoder().decode(type, from: Data(bytes))
      let known = Mirror(reflecting: value).children.compactMap(\.label)
      if let unknown = sent.map(\.name).first(where: { !known.contains($0) }) {
        throw Refusal.invalid(
          field: String(unknown.prefix(80)),
          reason: "it is not known here; known are \(known.sorted().joined(separator: ", "))")
      }
      return value
    } catch let error as DecodingError {
      throw error.refusal
    }
  }

  private static func object(_ bytes: [UInt8]) throws -> [JSONMember] {
    let json: JSON
    do {
      json = try JSON(parsing: bytes)
    } catch {
      throw Refusal.invalid(
        field: "body", reason: "it is not valid JSON: at byte \(error.offset), \(error.reason)")
    }
    guard case .object(let members) = json else {
      throw Refusal.invalid(field: "body", reason: "it is not a JSON object")
    }
    return members
  }
}

extension DecodingError {
  /// What is wrong with the JSON, and where.
  fileprivate var refusal: Refusal {
    func name(_ path: [any CodingKey], _ last: (any CodingKey)? = nil) -> String {
      let name = (path + [last].compactMap { $0 }).reduce("") { name, key in
        if let place = key.intValue { return "\(name)[\(place)]" }
        return name.isEmpty ? key.stringValue : "\(name).\(key.stringValue)"
      }
      return name.isEmpty ? "body" : name
    }
    switch self {
    case .keyNotFound(let key, let context):
      return .invalid(field: name(context.codingPath, key), reason: "it is missing")
    case .typeMismatch(let type, let context):
      return .invalid(field: name(context.codingPath), reason: "it is not \(Self.word(type))")
    case .valueNotFound(_, let context):
      return .invalid(field: name(context.codingPath), reason: "it is null")
    case .dataCorrupted(let context):
      let choice = context.underlyingError as? NoSuchChoice
      return .invalid(
        field: name(context.codingPath),
        reason: choice?.reason ?? "its value is none of those allowed")
    @unknown default:
      return .invalid(field: "body", reason: "it cannot be read")
    }
  }

  /// A Swift type in the words of JSON.
  private static func word(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Int.Type: "a whole number"
    case is [String: Any].Type: "an object"
    case is [Any].Type: "a list"
    default: "of the right kind"
    }
  }
}
