import HTTPTypes
import Hummingbird

/// How a reply goes out: named by a tag, not at all where the client has it, packed where it asks.
struct Delivery {
  private let isReading: Bool
  private let known: String?
  private let takesGzip: Bool

  /// Reads what the client says of itself.
  init(_ request: Request) {
    isReading = request.method == .get || request.method == .head
    known = request.headers[.ifNoneMatch]
    takesGzip = Gzip.isAccepted(request.headers[.acceptEncoding])
  }

  /// The reply as a response.
  ///
  /// Only what was read is named and packed: what a change replies may hold a token, and the
  /// length of packed text tells of what stands in it beside what a stranger chose (BREACH,
  /// CVE-2013-3587).
  func response(_ reply: Reply) -> Response {
    guard isReading, reply.status == 200 else { return Response(reply) }
    var header = reply.header
    var body = reply.body
    let tag = header["Cache-Control"] == "no-store" ? nil : EntityTag(of: body)
    let isText = Gzip.pays(reply.mediaType, body)
    if isText {
      header["Vary"] = [header["Vary"], "Accept-Encoding"].compactMap { $0 }.joined(separator: ", ")
    }
    // What the client has already is named as it would be sent now (RFC 9110 15.4.5).
    header["ETag"] = isText && takesGzip ? tag?.text(Gzip.coding) : tag?.text
    if let tag, let known, tag.isNamed(by: known, weakly: true) {
      return Self.unchanged(header)
    }
    if isText, takesGzip {
      if let packed = Gzip.packed(body) {
        body = packed
        header["Content-Encoding"] = Gzip.coding
      } else {
        header["ETag"] = tag?.text
      }
    }
    return Response(
      Reply(status: reply.status, mediaType: reply.mediaType, body: body, header: header))
  }

  /// What a cache needs to go on using what it has (RFC 9110 15.4.5).
  private static func unchanged(_ header: [String: String]) -> Response {
    var fields = HTTPFields()
    for name in ["Cache-Control", "ETag", "Vary", "Link"] {
      if let name = HTTPField.Name(name) { fields[name] = header[name.rawName] }
    }
    return Response(status: .notModified, headers: fields)
  }
}
