import Witan

/// A page of the ledger as an Atom feed (RFC 4287): each entry has an id that holds for ever and
/// links to the page that shows it.
struct AtomFeed {
  static let mediaType = "application/atom+xml"

  private let page: LedgerHistory
  private let community: Community
  private let fields: [String: String]

  /// The feed of a page.
  ///
  /// - Parameter fields: the query that was asked.
  init(_ page: LedgerHistory, of community: Community, fields: [String: String]) {
    self.page = page
    self.community = community
    self.fields = fields
  }

  /// The feed as XML 1.0 in UTF-8.
  var xml: String {
    let query = QueryText.encoded(fields)
    let own = "/v1/ledger/history.atom" + (query.isEmpty ? "" : "?\(query)")
    let updated = page.items.map(\.at).max() ?? community.foundedAt
    var lines = [
      #"<?xml version="1.0" encoding="utf-8"?>"#,
      #"<feed xmlns="http://www.w3.org/2005/Atom">"#,
      "<id>\(tag("history" + (query.isEmpty ? "" : "?\(query)")))</id>",
      "<title>\(Self.escaped("The ledger of \(community.title)"))</title>",
      "<updated>\(updated.text)</updated>",
      "<author><name>\(Self.escaped(community.title))</name></author>",
      #"<link rel="self" type="\#(Self.mediaType)" href="\#(Self.escaped(own))"/>"#,
    ]
    if let next = page.next {
      let more = QueryText.encoded(fields.merging(["cursor": String(next)]) { $1 })
      let address = Self.escaped("/v1/ledger/history.atom?\(more)")
      lines.append(#"<link rel="next" type="\#(Self.mediaType)" href="\#(address)"/>"#)
    }
    return (lines + page.items.map(entry) + ["</feed>", ""]).joined(separator: "\n")
  }

  private func entry(_ line: HistoryLine) -> String {
    """
    <entry>
    <id>\(tag("ledger/\(line.index)"))</id>
    <title>\(Self.escaped(line.summary))</title>
    <updated>\(line.at.text)</updated>
    <author><name>\(Self.escaped(line.by ?? community.title))</name></author>
    <category term="\(Self.escaped(line.kind))"/>
    <link rel="alternate" type="text/html" href="/ledger/\(line.index)"/>
    <content type="text">\(Self.escaped(line.entry))</content>
    </entry>
    """
  }

  /// A tag URI (RFC 4151) under the ledger's own name.
  private func tag(_ name: String) -> String {
    Self.escaped("tag:\(community.origin),\(community.foundedAt.day):\(name)")
  }

  /// Text in XML; what no XML 1.0 document may hold becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "\t", "\n": result.append(scalar)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
