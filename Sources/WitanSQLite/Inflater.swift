import CZlib

/// Unpacks a zlib stream (RFC 1950) by pieces, never more of it than it should be.
struct Inflater: ~Copyable {
  // At a place of its own, as zlib's state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  private let limit: Int
  private(set) var made = 0
  private var isEnded = false

  private static let windowBytes = 64 << 10

  /// Unpacks up to so many bytes.
  init(limit: Int) {
    self.limit = limit
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = CInt(MemoryLayout<z_stream>.size)
    isReady = inflateInit_(stream, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Whether the stream came to its end with exactly as many bytes as it should have.
  var isWhole: Bool { isEnded && made == limit }

  /// Gives what a piece unpacks to; false where it is no such stream, too long, or goes on behind
  /// its end.
  mutating func take(_ piece: [UInt8], _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    guard isReady, !piece.isEmpty else { return isReady }
    guard !isEnded else { return false }
    var window = [UInt8](repeating: 0, count: Self.windowBytes)
    var piece = piece
    return piece.withUnsafeMutableBufferPointer { piece in
      window.withUnsafeMutableBufferPointer { window in
        stream.pointee.next_in = piece.baseAddress
        stream.pointee.avail_in = uInt(piece.count)
        return run(into: window, body)
      }
    }
  }

  private mutating func run(
    into window: UnsafeMutableBufferPointer<UInt8>, _ body: (UnsafeRawBufferPointer) -> Void
  ) -> Bool {
    repeat {
      stream.pointee.next_out = window.baseAddress
      stream.pointee.avail_out = uInt(window.count)
      let status = inflate(stream, Z_NO_FLUSH)
      let count = window.count - Int(stream.pointee.avail_out)
      made += count
      guard made <= limit else { return false }
      if count > 0 {
        body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(window)[..<count]))
      }
      switch status {
      case Z_STREAM_END:
        isEnded = true
        return stream.pointee.avail_in == 0
      case Z_OK: continue
      // Nothing is left to read, and nothing more to write.
      case Z_BUF_ERROR: return stream.pointee.avail_in == 0
      default: return false
      }
    } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0
    return true
  }
}
