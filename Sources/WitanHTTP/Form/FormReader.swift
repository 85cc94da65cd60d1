import Foundation
import Witan

/// Gathers the parts of a form into the JSON body and the files of a call.
struct FormReader {
  private let shape: FormShape
  private var reader: MultipartReader
  private var texts: [String: [String]] = [:]
  private(set) var files: [UploadedFile] = []
  /// The part being read.
  private var head: PartHead?
  private var content: [UInt8] = []
  /// How many bytes of it lie in the spool already.
  private var spooled = 0
  /// Where large files lie; nil before the first of them.
  private var spool: Spool?
  private let leastSpooled: Int
  private var fieldBytes = 0

  /// A reader of forms of this shape; files of so many bytes do not stay in memory.
  init(boundary: String, shape: FormShape, leastSpooled: Int = Spool.leastBytes) {
    self.shape = shape
    self.leastSpooled = leastSpooled
    reader = MultipartReader(boundary: boundary, partLimit: FormShape.partLimit)
  }

  /// Reads one more chunk; refuses what goes beyond the shape as soon as it does.
  mutating func feed(_ chunk: ArraySlice<UInt8>) throws {
    var reader = reader
    try reader.feed(chunk) { event in
      switch event {
      case .head(let head): try begin(head)
      case .content(let bytes): try add(bytes)
      case .end: try end()
      }
    }
    self.reader = reader
  }

  /// Refuses a form that is not whole.
  func finish() throws { try reader.finish() }

  private func isFile(_ head: PartHead) -> Bool { head.name == shape.file }

  private mutating func begin(_ head: PartHead) throws(Refusal) {
    let isKnown =
      isFile(head) || shape.texts.contains(head.name) || shape.lists[head.name] != nil
      || shape.flags.contains(head.name)
    guard isKnown else { throw .invalid(field: head.name, reason: "this form has no such field") }
    self.head = head
    (content, spooled) = ([], 0)
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    guard let head else { return }
    if isFile(head) {
      guard files.count < shape.fileCount else {
        throw .invalid(field: head.name, reason: "at most \(shape.fileCount) of them")
      }
      guard spooled + content.count + bytes.count <= shape.fileLimitBytes else {
        throw .tooLarge(field: head.name, limitBytes: shape.fileLimitBytes)
      }
      content += bytes
      if content.count >= leastSpooled { try spoolContent() }
    } else {
      fieldBytes += bytes.count
      guard fieldBytes <= FormShape.fieldsLimitBytes else {
        throw .tooLarge(field: head.name, limitBytes: FormShape.fieldsLimitBytes)
      }
      content += bytes
    }
  }

  /// Moves what was read of a file out of memory.
  private mutating func spoolContent() throws(Refusal) {
    let place: Spool
    if let spool { place = spool } else { place = try Spool() }
    spool = place
    try place.append(content)
    spooled += content.count
    content.removeAll(keepingCapacity: true)
  }

  /// The file that was read.
  private mutating func file(_ head: PartHead) throws(Refusal) -> UploadedFile {
    guard spooled > 0 else { return UploadedFile(field: head.name, bytes: content) }
    if !content.isEmpty { try spoolContent() }
    guard let spool else { return UploadedFile(field: head.name, bytes: content) }
    return UploadedFile(field: head.name, content: spool.upload(from: spool.count - spooled))
  }

  private mutating func end() throws(Refusal) {
    guard let head else { return }
    defer {
      self.head = nil
      (content, spooled) = ([], 0)
    }
    if isFile(head) {
      // A file field left alone comes as an empty file without a name.
      if spooled > 0 || !content.isEmpty || head.fileName?.isEmpty == false {
        files.append(try file(head))
      }
      return
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw .invalid(field: head.name, reason: "it is no UTF-8")
    }
    guard !text.isEmpty else { return }
    guard shape.lists[head.name] != nil || texts[head.name] == nil else {
      throw .invalid(field: head.name, reason: "it comes twice")
    }
    guard !shape.flags.contains(head.name) || Bool(text) != nil else {
      throw .invalid(field: head.name, reason: "it is neither true nor false")
    }
    texts[head.name, default: []].append(text)
  }

  /// The fields that came once.
  var fields: [String: String] { texts.compactMapValues(\.first) }

  /// The fields as the JSON that a program would have sent.
  func body() throws -> [UInt8] {
    var body: [String: Value] = [:]
    for (name, values) in texts {
      if shape.flags.contains(name), let flag = values.first.flatMap({ Bool($0) }) {
        body[name] = .flag(flag)
        continue
      }
      body[shape.lists[name] ?? name] =
        shape.lists[name] == nil ? .text(values[0]) : .list(values)
    }
    return try JSONText.bytes(body)
  }

  private enum Value: Encodable {
    case text(String)
    case list([String])
    case flag(Bool)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .list(let list): try container.encode(list)
      case .flag(let flag): try container.encode(flag)
      }
    }
  }
}
