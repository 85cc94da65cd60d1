/// Requests whose bytes no honest client sends: to make a server and a proxy in front of it
/// disagree on where one request ends (smuggling), or to make it hold or do what it should not.
struct BrokenFrames {
  /// One of them, with what may become of it.
  struct Frame: Sendable {
    let name: String
    let bytes: [UInt8]

    /// The status of its one reply: what is no request of HTTP is a bad one; what is, is refused
    /// for what it asks.
    var status: Int {
      switch name {
      case "a length larger than any form's": 413
      case "a trace": 405
      case "an unknown coding", "chunks of what is packed", "chunks and a coding in two fields": 501
      case "a path of 100 kB", "a field of 20 kB", "200 fields", "a name of 40 kB": 431
      case "a tunnel", "all paths", "another server's path": 404
      default: 400
      }
    }

    /// Whether it leaves no doubt of where it ends, so that another may follow, or its own rest.
    var isWhole: Bool {
      ![400, 431, 501].contains(status)
        || ["no host", "two hosts", "a host with a path"].contains(name)
    }
  }

  private let token: String

  /// Requests under this token, so that what is smuggled would be carried out.
  init(token: String) { self.token = token }

  /// All of them.
  var all: [Frame] { lengths + chunks + lines + heads + floods }

  /// A whole request that asks a question: what must never be carried out.
  private var smuggled: String {
    let body = #"{"subject":"snakes","text":"smuggled"}"#
    return "POST /v1/questions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  /// A request to ask a question, with these fields in place of those of its length.
  private func ask(_ name: String, _ fields: String, _ body: String) -> Frame {
    frame(
      name,
      "POST /v1/questions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
        + "Content-Type: application/json\r\n\(fields)\r\n\(body)")
  }

  private func frame(_ name: String, _ text: String) -> Frame {
    Frame(name: name, bytes: Array(text.utf8))
  }

  /// A request to read, with these lines after the first.
  private func get(_ name: String, _ fields: String) -> Frame {
    frame(name, "GET /healthz HTTP/1.1\r\n\(fields)\r\n")
  }

  /// Lengths that contradict themselves.
  private var lengths: [Frame] {
    let body = #"{"subject":"snakes","text":"?"}"#
    let length = "Content-Length: \(body.utf8.count)\r\n"
    let chunked = "Transfer-Encoding: chunked\r\n"
    return [
      ask("a length and chunks", length + chunked, "0\r\n\r\n\(smuggled)"),
      ask(
        "chunks and a length", chunked + "Content-Length: 4\r\n", "5c\r\n\(smuggled)\r\n0\r\n\r\n"),
      ask("two lengths", length + "Content-Length: 0\r\n", body + smuggled),
      ask("two lengths in one field", "Content-Length: 5, \(body.utf8.count)\r\n", body),
      ask("a length below nothing", "Content-Length: -1\r\n", body),
      ask("a length with a sign", "Content-Length: +\(body.utf8.count)\r\n", body),
      ask("a length in hexadecimal", "Content-Length: 0x1f\r\n", body),
      ask("a length past 64 bits", "Content-Length: 18446744073709551647\r\n", body),
      ask("a length with a blank", "Content-Length: 3 1\r\n", body),
      ask("an empty length", "Content-Length: \r\n", body),
      ask("a length larger than any form's", "Content-Length: 99999999999\r\n", body),
    ]
  }

  /// Chunks that are none.
  private var chunks: [Frame] {
    let chunked = "Transfer-Encoding: chunked\r\n"
    return [
      ask("an unknown coding", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n\(smuggled)"),
      ask("chunks that are not the last coding", "Transfer-Encoding: chunked, gzip\r\n", smuggled),
      ask(
        "chunks of what is packed", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n\(smuggled)"),
      ask("chunks twice", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n\(smuggled)"),
      ask(
        "chunks and a coding in two fields",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n\(smuggled)"),
      ask("chunks after a tab", "Transfer-Encoding:\u{B}chunked\r\n", "0\r\n\r\n\(smuggled)"),
      ask("a coding on a folded line", "Transfer-Encoding:\r\n chunked\r\nX: y\r\n", "zz\r\n"),
      ask("a blank before the colon", "Transfer-Encoding : chunked\r\n", "0\r\n\r\n\(smuggled)"),
      ask("a chunk of no number", chunked, "zz\r\n{}\r\n0\r\n\r\n"),
      ask("a chunk below nothing", chunked, "-1\r\n{}\r\n0\r\n\r\n"),
      ask("a chunk past 64 bits", chunked, "11111111111111111\r\n{}\r\n0\r\n\r\n"),
      ask("a chunk that does not end", chunked, "2\r\n{}0\r\n\r\n"),
      ask("a chunk longer than it says", chunked, "1\r\n{}\r\n0\r\n\r\n"),
      ask("an end of chunks with one byte", chunked, "2\r\n{}\n0\n\n\(smuggled)"),
    ]
  }

  /// First lines that are none.
  private var lines: [Frame] {
    [
      frame("HTTP/0.9", "GET /\r\n\r\n"),
      frame("a version of nobody", "GET / HTTP/7.7\r\nHost: a\r\n\r\n"),
      frame("a protocol of another kind", "GET / XTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
      frame("a greeting of TLS", "\u{16}\u{3}\u{1}\u{0}\u{5}hello\r\n\r\n"),
      frame("a method in brackets", "G(T) / HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("two blanks in the path", "GET /v1/a b HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("a path with a zero", "GET /v1/\u{0} HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("a tunnel", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("a trace", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("all paths", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("no path", "GET  HTTP/1.1\r\nHost: a\r\n\r\n"),
      frame("another server's path", "GET http://b/v1/nowhere HTTP/1.1\r\nHost: a\r\n\r\n"),
    ]
  }

  /// Fields that are none.
  private var heads: [Frame] {
    [
      get("no host", ""),
      get("two hosts", "Host: a\r\nHost: b\r\n"),
      get("a host with a path", "Host: a/b@c\r\n"),
      get("a field without a name", "Host: a\r\n: b\r\n"),
      get("a field with a blank in its name", "Host: a\r\nX Y: b\r\n"),
      get("a field without a colon", "Host: a\r\nnonsense\r\n"),
      get("a field with a zero", "Host: a\r\nX: a\u{0}b\r\n"),
      get("a return without a line feed", "Host: a\r\nX: a\rSet-Cookie: b\r\n"),
      get("a folded field", "Host: a\r\nX: a\r\n b\r\n"),
    ]
  }

  /// More than a server should hold.
  private var floods: [Frame] {
    [
      frame(
        "a path of 100 kB",
        "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: a\r\n\r\n"),
      get("a field of 20 kB", "Host: a\r\nX: \(String(repeating: "a", count: 20_000))\r\n"),
      get("200 fields", "Host: a\r\n" + (0..<200).map { "X-\($0): a\r\n" }.joined()),
      get("a name of 40 kB", "Host: a\r\n\(String(repeating: "a", count: 40_000)): b\r\n"),
    ]
  }
}
