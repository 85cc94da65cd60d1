import HTTPTypes
import Hummingbird
import NIOCore
import Witan

/// What body a route takes.
enum Intake: Sendable {
  /// JSON or nothing.
  case json
  /// JSON, or a form of this shape.
  case form(FormShape)

  /// The most bytes of a JSON body.
  static let jsonLimitBytes = 256 << 10

  /// A body as it was taken.
  struct Body {
    /// JSON, or nothing.
    var json: [UInt8] = []
    var files: [UploadedFile] = []
    /// The single fields of a form; of JSON none.
    var fields: [String: String] = [:]
  }

  /// Reads a request's body.
  ///
  /// Stops and refuses as soon as a limit is passed, and before reading anything where the length
  /// that was announced passes it; 415 for another content type than those it takes.
  func read(_ request: Request) async throws -> Body {
    do {
      return try await take(request)
    } catch let refusal as Refusal {
      throw refusal
    } catch let problem as Problem {
      throw problem
    } catch {
      // What is no refusal of ours is the wire's: its chunks are none, or it was cut.
      throw Problem.brokenBody
    }
  }

  private func take(_ request: Request) async throws -> Body {
    // Nothing is unpacked that strangers packed.
    if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
      throw Problem.packed(coding)
    }
    let announced = request.headers[.contentLength].flatMap { Int($0) }
    guard let text = request.headers[.contentType] else {
      guard try await isEmpty(request, announced: announced) else { throw unsupported("none") }
      return Body()
    }
    let type = HeaderValue(text)
    switch (type?.main, self) {
    case ("application/json", _):
      return Body(json: try await collect(request, announced: announced))
    case ("multipart/form-data", .form(let shape)):
      return try await readForm(request, type?.parameters["boundary"], shape, announced)
    default: throw unsupported(text)
    }
  }

  private func isEmpty(_ request: Request, announced: Int?) async throws -> Bool {
    if let announced, announced > 0 { return false }
    for try await chunk in request.body where chunk.readableBytes > 0 { return false }
    return true
  }

  private func collect(_ request: Request, announced: Int?) async throws -> [UInt8] {
    let refusal = Refusal.tooLarge(field: "body", limitBytes: Self.jsonLimitBytes)
    guard announced ?? 0 <= Self.jsonLimitBytes else { throw refusal }
    var bytes: [UInt8] = []
    for try await chunk in request.body {
      guard bytes.count + chunk.readableBytes <= Self.jsonLimitBytes else { throw refusal }
      bytes += chunk.readableBytesView
    }
    return bytes
  }

  private func readForm(
    _ request: Request, _ boundary: String?, _ shape: FormShape, _ announced: Int?
  ) async throws -> Body {
    guard let boundary, Self.isBoundary(boundary) else {
      throw Refusal.invalid(field: "Content-Type", reason: "it has no valid boundary")
    }
    let refusal = Refusal.tooLarge(
      field: shape.file ?? "body",
      limitBytes: shape.file == nil ? shape.totalLimitBytes : shape.fileLimitBytes)
    guard announced ?? 0 <= shape.totalLimitBytes else { throw refusal }
    var reader = FormReader(boundary: boundary, shape: shape)
    var count = 0
    for try await chunk in request.body {
      count += chunk.readableBytes
      guard count <= shape.totalLimitBytes else { throw refusal }
      try reader.feed(Array(chunk.readableBytesView)[...])
    }
    try reader.finish()
    return Body(
      json: try reader.body(), files: reader.files, fields: reader.fields)
  }

  /// Whether a text may be a boundary (RFC 2046 5.1.1).
  static func isBoundary(_ text: String) -> Bool {
    let others = Set("'()+_,-./:=? ".utf8)
    return (1...70).contains(text.utf8.count) && text.utf8.last != 32
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || others.contains($0)
      }
  }

  private func unsupported(_ type: String) -> Problem {
    let taken =
      switch self {
      case .json: "application/json"
      case .form: "application/json or multipart/form-data"
      }
    return Problem(
      415, "Unsupported media type", code: "unsupported-media-type",
      "The content type is \(type); this takes \(taken).")
  }
}

extension Problem {
  /// A body in a coding that is not taken (RFC 9110 15.5.16).
  static func packed(_ coding: String) -> Problem {
    Problem(
      415, "Unsupported media type", code: "unsupported-content-encoding",
      "The body is packed (\(coding.prefix(40))); send it as it is.", field: "Content-Encoding",
      header: ["Accept-Encoding": "identity"])
  }

  /// A body that does not come to its end as HTTP has it.
  static let brokenBody = Problem(
    400, "Bad request", code: "broken-body", "The request's body could not be read to its end.",
    header: ["Connection": "close"])
}
