public import Witan

/// One request to the API, however it came: over HTTP, or from the CLI on a data folder.
public struct Call: Sendable {
  /// `GET`, `POST`, `PUT`.
  public let method: Method
  /// The path without the query, `/v1/questions/q-1`.
  public let path: String
  /// The query's fields; of a repeated one the last.
  public let query: [String: String]
  /// The body: JSON, or nothing.
  public let body: [UInt8]
  /// Files that came with the request (multipart), in order.
  public let files: [UploadedFile]
  /// The media types that the caller would like (`Accept`); nil for any.
  public let accept: String?
  /// What an entry point learned of progress, done and of how many (0 while nobody knows); nil for
  /// nobody listens.
  public let progress: (@Sendable (Int, Int) -> Void)?
  /// Told every broken place that an audit found, with all evidence; nil for nobody listens.
  public let faults: (@Sendable (AuditFault) throws -> Void)?

  /// The methods of the API.
  public enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
  }

  /// Takes a request as it is.
  public init(
    _ method: Method, _ path: String, query: [String: String] = [:], body: [UInt8] = [],
    files: [UploadedFile] = [], accept: String? = nil,
    progress: (@Sendable (Int, Int) -> Void)? = nil,
    faults: (@Sendable (AuditFault) throws -> Void)? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.files = files
    self.accept = accept
    self.progress = progress
    self.faults = faults
  }
}

/// A file that came with a request.
public struct UploadedFile: Sendable {
  /// The form's field, `photo` or `taxonomy`.
  public let field: String
  /// What it holds, within the limits of the endpoint.
  public let content: Upload

  /// Takes a file as it is.
  public init(field: String, content: Upload) {
    self.field = field
    self.content = content
  }

  /// A file in memory.
  public init(field: String, bytes: [UInt8]) { self.init(field: field, content: Upload(bytes)) }
}

/// The answer to a call.
public struct Reply: Sendable {
  /// The HTTP status.
  public let status: Int
  /// `application/json`, `application/problem+json`, `text/plain; charset=utf-8`, `image/jpeg`, ...
  public let mediaType: String
  public let body: [UInt8]
  /// More fields of the header, such as `Link` or `Cache-Control`.
  public let header: [String: String]
  /// What is let go once the body has left; nil for nothing.
  let held: (any Sendable)?
  /// What is kept of it under a key in place of the body; nil for the body.
  var kept: [UInt8]?

  /// Takes an answer as it is.
  public init(
    status: Int = 200, mediaType: String = "application/json", body: [UInt8],
    header: [String: String] = [:]
  ) {
    self.init(status: status, mediaType: mediaType, body: body, header: header, held: nil)
  }

  /// An answer that holds something until it has left.
  init(
    status: Int = 200, mediaType: String, body: [UInt8], header: [String: String],
    held: (any Sendable)?
  ) {
    self.held = held
    self.status = status
    self.mediaType = mediaType
    self.body = body
    self.header = header
  }
}
