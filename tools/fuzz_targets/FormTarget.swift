/// The reader of `multipart/form-data`. The first byte says where the body is cut.
///
/// However a body is cut, the same is read or the same is refused; what was read is read again
/// from a form that is written of it; a head that is read says what it says.
enum FormTarget {
  /// Limits so small that inputs of a few hundred bytes reach them.
  private static let shape = FormShape(
    texts: ["subject", "text"], lists: ["option": "options"], file: "photo", fileCount: 2,
    fileLimitBytes: 48)

  /// What became of a body.
  private enum Outcome: Equatable {
    case read(json: [UInt8], files: [[UInt8]])
    case refused(Refusal)
  }

  static func attempt(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let body = Array(input.dropFirst())
    let whole = outcome([body[...]])
    let cut = body.isEmpty ? 0 : Int(first) * body.count / 256
    demand(whole == outcome([body[..<cut], body[cut...]]), "cut at \(cut)")
    demand(whole == outcome(body.indices.map { body[$0...$0] }), "byte by byte")
    if case .read(let json, let files) = whole {
      demand(whole == outcome([written(json, files)[...]]), "written and read again")
    }
    if let text = String(validating: body, as: UTF8.self), let value = HeaderValue(text) {
      demand(!value.main.isEmpty, "a value without its main part")
    }
  }

  private static func outcome(_ chunks: [ArraySlice<UInt8>]) -> Outcome {
    do {
      var reader = FormReader(boundary: "b", shape: shape, leastSpooled: 16)
      for chunk in chunks { try reader.feed(chunk) }
      try reader.finish()
      return .read(json: try reader.body(), files: try reader.files.map { try $0.content.bytes() })
    } catch let refusal as Refusal {
      return .refused(refusal)
    } catch {
      fatalError("no refusal: \(error)")
    }
  }

  /// A form of these fields and files, under the same boundary: what was read cannot hold it.
  private static func written(_ json: [UInt8], _ files: [[UInt8]]) -> [UInt8] {
    guard case .object(let members)? = try? JSON(parsing: json) else {
      fatalError("the body of a form is no JSON object")
    }
    var form: [UInt8] = []
    func add(_ name: String, _ content: [UInt8], file: String = "") {
      form += Array("--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(file)\r\n\r\n".utf8)
      form += content + [13, 10]
    }
    for member in members {
      switch member.value {
      case .string(let text): add(member.name, Array(text.utf8))
      case .array(let elements):
        for case .string(let text) in elements { add("option", Array(text.utf8)) }
      default: fatalError("a field is neither a text nor a list")
      }
    }
    for file in files { add("photo", file, file: "; filename=\"p\"") }
    return form + Array("--b--\r\n".utf8)
  }
}
