import CZlib

/// Texts made shorter for clients that ask for it (RFC 1952).
enum Gzip {
  /// The name of the coding.
  static let coding = "gzip"
  /// Shorter bodies are sent as they are: a packet holds them either way.
  static let leastBytes = 1_024
  /// Middle: the tighter levels cost a multiple for a hundredth.
  private static let level: CInt = 5

  /// Whether `Accept-Encoding` takes it: named, or by `*`, with a weight that is neither 0 nor less
  /// than that of the text as it is.
  static func isAccepted(_ field: String?) -> Bool {
    var (own, others, plain): (Double?, Double?, Double?)
    for part in (field ?? "").split(separator: ",") {
      guard let value = HeaderValue(part) else { continue }
      let weight = value.parameters["q"].map { Double($0) ?? 0 } ?? 1
      switch value.main {
      case coding, "x-gzip": own = own ?? weight
      case "*": others = weight
      case "identity": plain = weight
      default: break
      }
    }
    let weight = own ?? others ?? 0
    return weight > 0 && weight >= plain ?? 0
  }

  /// Whether such content gets shorter: texts, not photos and archives.
  static func pays(_ mediaType: String, _ body: [UInt8]) -> Bool {
    let type = mediaType.split(separator: ";").first.map { $0.trimmedBlanks } ?? ""
    return body.count >= leastBytes
      && (type.hasPrefix("text/") || type.hasSuffix("json") || type.hasSuffix("xml"))
  }

  /// The body as one member of gzip; nil where zlib finds no memory.
  static func packed(_ body: [UInt8]) -> [UInt8]? {
    guard body.count <= Int(uInt.max) else { return nil }
    var stream = z_stream()
    // 16 more than the largest window: with gzip's head and tail instead of zlib's.
    let status = deflateInit2_(
      &stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    let bound = Int(deflateBound(&stream, uLong(body.count)))
    var body = body
    let packed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      body.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = uInt(bound)
        count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
      }
    }
    return packed.isEmpty ? nil : packed
  }
}
