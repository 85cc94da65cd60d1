import Mustache

/// Text in HTML, escaped by Unicode scalars.
///
/// Mustache's own escaping goes by characters as people see them, and takes a quote with an accent
/// on it for another character than a quote; a browser does not.
struct PageText: MustacheContentType {
  /// The name under which templates ask for it.
  static let contentType = "PAGE"
  /// What each template begins with.
  static let pragma = "{{% CONTENT_TYPE:\(contentType)}}"

  /// The text with the five characters replaced that mean something in HTML.
  func escapeText(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension MustacheLibrary {
  /// Templates by name, all of them HTML; throws where one is malformed.
  init(pages: [(name: String, bytes: [UInt8])]) throws {
    MustacheContentTypes.register(PageText(), named: PageText.contentType)
    self.init()
    for (name, bytes) in pages {
      try register(PageText.pragma + String(decoding: bytes, as: UTF8.self), named: name)
    }
  }
}
