import Witan

/// Reads a `multipart/form-data` body (RFC 7578, RFC 2046 5.1) from chunks of any size.
///
/// It keeps no more than one part's head and what of a delimiter may lie across two chunks.
/// Refuses: bytes after a boundary that do not belong there, a head that is too long or not that of
/// a form's field, too many parts, and (at `finish`) a body without its final boundary.
struct MultipartReader {
  /// What was read.
  enum Event {
    case head(PartHead)
    /// Some of the current part's content.
    case content(ArraySlice<UInt8>)
    /// The current part is over.
    case end
  }

  /// The most bytes of one part's head.
  static let headLimitBytes = 4 << 10

  private enum State {
    /// Before the first boundary; what stands there is passed over (RFC 2046 5.1.1).
    case preamble
    /// In a part's content.
    case content
    /// After a boundary: a line's end, or the two hyphens of the final one.
    case boundaryEnd(hyphens: Int, isLineEnding: Bool)
    case head([UInt8])
    /// After the final boundary; what stands there is passed over.
    case epilogue
  }

  /// Line end, two hyphens, boundary. A carriage return stands at its beginning only, so after a
  /// mismatch no later part of what matched can begin another match.
  private let delimiter: [UInt8]
  private let partLimit: Int
  private var state = State.preamble
  /// How many bytes of the delimiter have matched. A body begins as if after a line end.
  private var matched = 2
  /// How many of them were not read as content: the line end of the head may begin a delimiter.
  private var borrowed = 2
  private var parts = 0

  /// A reader for bodies with this boundary.
  init(boundary: String, partLimit: Int) {
    delimiter = Array("\r\n--\(boundary)".utf8)
    self.partLimit = partLimit
  }

  /// Reads one more chunk.
  mutating func feed(
    _ chunk: ArraySlice<UInt8>, _ emit: (Event) throws -> Void
  ) throws {
    var rest = chunk
    while let byte = rest.first {
      switch state {
      case .preamble, .content: try scan(&rest, emit)
      case .boundaryEnd(let hyphens, let isLineEnding):
        rest.removeFirst()
        try endBoundary(byte, hyphens: hyphens, isLineEnding: isLineEnding)
      case .head(var head):
        // The array is taken out of the state while it grows, so that it is not copied each time.
        state = .epilogue
        rest.removeFirst()
        head.append(byte)
        try readHead(head, emit)
      case .epilogue: return
      }
    }
  }

  /// Refuses a body that ends before its final boundary.
  func finish() throws(Refusal) {
    guard case .epilogue = state else {
      throw Self.fault("the form ends before its final boundary")
    }
  }

  /// Passes on content up to the next delimiter or the end of the chunk.
  private mutating func scan(
    _ rest: inout ArraySlice<UInt8>, _ emit: (Event) throws -> Void
  ) throws {
    while !rest.isEmpty, matched < delimiter.count {
      if matched == 0 {
        let stop = rest.firstIndex(of: delimiter[0]) ?? rest.endIndex
        try pass(rest[rest.startIndex..<stop], emit)
        guard stop < rest.endIndex else {
          rest = []
          return
        }
        rest = rest[(stop + 1)...]
        matched = 1
      } else if rest[rest.startIndex] == delimiter[matched] {
        rest.removeFirst()
        matched += 1
      } else {
        try pass(delimiter[borrowed..<matched], emit)
        (matched, borrowed) = (0, 0)
      }
    }
    guard matched == delimiter.count else { return }
    (matched, borrowed) = (0, 0)
    if case .content = state { try emit(.end) }
    state = .boundaryEnd(hyphens: 0, isLineEnding: false)
  }

  private func pass(_ bytes: ArraySlice<UInt8>, _ emit: (Event) throws -> Void) throws {
    guard case .content = state, !bytes.isEmpty else { return }
    try emit(.content(bytes))
  }

  /// Reads what follows a boundary: blanks and a line end, or two hyphens.
  private mutating func endBoundary(
    _ byte: UInt8, hyphens: Int, isLineEnding: Bool
  ) throws(Refusal) {
    let (lineFeed, carriageReturn, hyphen) = (UInt8(10), UInt8(13), UInt8(45))
    switch byte {
    case hyphen where !isLineEnding:
      state = hyphens == 1 ? .epilogue : .boundaryEnd(hyphens: 1, isLineEnding: false)
    case 32 where hyphens == 0 && !isLineEnding, 9 where hyphens == 0 && !isLineEnding: break
    case carriageReturn where hyphens == 0 && !isLineEnding:
      state = .boundaryEnd(hyphens: 0, isLineEnding: true)
    case lineFeed where isLineEnding:
      parts += 1
      guard parts <= partLimit else { throw Self.fault("the form has over \(partLimit) parts") }
      state = .head([])
    default: throw Self.fault("a boundary is followed by what does not belong there")
    }
  }

  /// Ends the head at its empty line.
  private mutating func readHead(_ head: [UInt8], _ emit: (Event) throws -> Void) throws {
    let isWhole = head.suffix(4) == [13, 10, 13, 10] || head == [13, 10]
    guard isWhole else {
      guard head.count < Self.headLimitBytes else {
        throw Self.fault("a part's head is larger than \(Self.headLimitBytes) bytes")
      }
      state = .head(head)
      return
    }
    try emit(.head(PartHead(head)))
    state = .content
    // The empty line is also the beginning of a delimiter where a part has no content.
    (matched, borrowed) = (2, 2)
  }

  /// A form that cannot be read.
  static func fault(_ reason: String) -> Refusal { .invalid(field: "body", reason: reason) }
}
