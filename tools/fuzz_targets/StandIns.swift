// What the attacked files name of the rest of the program, as small as it can be.

/// How a command ends; the reader of rows knows one way.
enum Exit { case badInput }

/// Why a command ended.
struct Failure: Error {
  let sentence: String

  init(_ exit: Exit, _ sentence: String, code: String) { self.sentence = sentence }
}

/// What the writer of rows asks of it.
enum Aggregation {
  static func decimal(_ number: Double) -> String { String(number) }
}

/// A file that came with a form.
struct UploadedFile {
  let field: String
  let content: Upload

  init(field: String, content: Upload) { (self.field, self.content) = (field, content) }

  init(field: String, bytes: [UInt8]) { self.init(field: field, content: Upload(bytes)) }
}

extension String {
  /// As in Sources/Witan/Know/Member.swift, which is not visible here.
  var isFreeOfControls: Bool {
    unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && !(0x202A...0x202E).contains($0.value)
        && !(0x2066...0x2069).contains($0.value)
    }
  }
}
