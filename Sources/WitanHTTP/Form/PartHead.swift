import Witan

/// The head of one part of a form: which field it is, and whether it is a file.
struct PartHead: Equatable {
  /// The field's name.
  let name: String
  /// The file's name as the sender gave it; nil where the part is no file. It is never used, but to
  /// tell an empty file field.
  let fileName: String?

  /// Takes the parts of a head.
  init(name: String, fileName: String?) {
    self.name = name
    self.fileName = fileName
  }

  /// Reads the lines of a head, its empty line included (RFC 7578 4.2).
  ///
  /// Refuses: bytes that are no UTF-8, control characters, folded lines, two dispositions or none,
  /// another disposition than `form-data`, a field without a name, an encoding of the content.
  init(_ bytes: [UInt8]) throws(Refusal) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MultipartReader.fault("a part's head is no UTF-8")
    }
    var disposition: Substring?
    for line in text.unicodeScalars.split(separator: "\r\n".unicodeScalars) {
      let line = Substring(line)
      guard line.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 || $0 == "\t" }),
        line.first != " ", line.first != "\t",
        let colon = line.unicodeScalars.firstIndex(of: ":")
      else { throw MultipartReader.fault("a part's head has a malformed line") }
      let value = line[line.unicodeScalars.index(after: colon)...]
      switch line[..<colon].lowercased() {
      case "content-disposition":
        guard disposition == nil else {
          throw MultipartReader.fault("a part has two dispositions")
        }
        disposition = value
      case "content-transfer-encoding":
        let encoding = value.trimmedBlanks.lowercased()
        guard ["binary", "8bit", "7bit"].contains(encoding) else {
          throw MultipartReader.fault("a part is encoded; send it as it is")
        }
      default: break
      }
    }
    guard let disposition, let value = HeaderValue(disposition), value.main == "form-data",
      let name = value.parameters["name"], (1...100).contains(name.utf8.count)
    else { throw MultipartReader.fault("a part is not a named field of a form") }
    self.init(name: name, fileName: value.parameters["filename"])
  }
}
