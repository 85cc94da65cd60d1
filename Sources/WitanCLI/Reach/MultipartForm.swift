import Foundation
import Witan
import WitanHTTP

/// A call with files as `multipart/form-data` (RFC 7578): the JSON's fields as fields of the form,
/// a list as the same field several times, then the files.
struct MultipartForm {
  /// The whole body.
  let bytes: [UInt8]
  /// `multipart/form-data; boundary=...`
  let mediaType: String

  /// The form's field for each of a list's texts, by the list's name in JSON.
  private static let repeated = ["options": "option"]

  /// Builds the form.
  ///
  /// - Parameter boundary: a text so unpredictable that no content holds it.
  init(_ call: Call, boundary: String) throws {
    var bytes: [UInt8] = []
    func add(_ header: String, _ content: [UInt8]) {
      bytes += Array("--\(boundary)\r\nContent-Disposition: form-data; \(header)\r\n\r\n".utf8)
      bytes += content + Array("\r\n".utf8)
    }
    let fields = try JSONDecoder().decode([String: Field].self, from: Data(call.body))
    for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
      let name = Self.repeated[name] ?? name
      for text in field.texts { add("name=\"\(name)\"", Array(text.utf8)) }
    }
    for (number, file) in call.files.enumerated() {
      add(
        "name=\"\(file.field)\"; filename=\"\(file.field)-\(number + 1)\"\r\n"
          + "Content-Type: application/octet-stream", try file.content.bytes())
    }
    bytes += Array("--\(boundary)--\r\n".utf8)
    self.bytes = bytes
    mediaType = "multipart/form-data; boundary=\(boundary)"
  }

  /// A text, a list of texts, or true or false: all that the forms of the API have.
  private struct Field: Decodable {
    let texts: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        texts = [text]
      } else if let flag = try? container.decode(Bool.self) {
        texts = [String(flag)]
      } else {
        texts = try container.decode([String].self)
      }
    }
  }
}
